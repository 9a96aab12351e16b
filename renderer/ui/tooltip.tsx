import { Portal } from 'radix-ui'
import { Popper } from 'radix-ui/internal'
import { type ReactNode, useId } from 'react'
import { Kbd } from './kbd.tsx'
import { useTooltip } from './use-tooltip.ts'
import './tooltip.css'

/**
 * Names a control, with its shortcut, when the pointer rests on it or the keyboard reaches it. Radix's own tooltip counts
 * as the uppermost layer of the page and takes the Esc that was meant for the window or menu below it; this one is no layer.
 */
export function Tooltip({
  label,
  keys,
  side = 'bottom',
  children,
}: {
  label: string
  keys?: string | undefined
  side?: 'top' | 'bottom' | 'left' | 'right'
  children: ReactNode
}) {
  const id = useId()
  const { isOpen, control } = useTooltip()
  return (
    <Popper.Root>
      <Popper.Anchor asChild {...(isOpen && { 'aria-describedby': id })} {...control}>
        {children}
      </Popper.Anchor>
      {isOpen && (
        <Portal.Root asChild>
          <Popper.Content id={id} role="tooltip" className="tooltip" side={side} sideOffset={6} collisionPadding={8}>
            {label}
            {keys && <Kbd keys={keys} />}
          </Popper.Content>
        </Portal.Root>
      )}
    </Popper.Root>
  )
}
