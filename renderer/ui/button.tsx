import type { ComponentProps, ReactNode } from 'react'
import { Tooltip } from './tooltip.tsx'
import './button.css'

type Kind = 'plain' | 'go' | 'danger' | 'quiet'

/** A button with words. `go` is the one thing to do here; a screen has at most one. */
export function Button({ kind = 'plain', className = '', ...rest }: ComponentProps<'button'> & { kind?: Kind }) {
  return <button type="button" className={`button button-${kind} ${className}`} {...rest} />
}

/** A button that is only a picture: it always has a name and shows it, with its shortcut, in a tooltip. */
export function IconButton({
  label,
  keys,
  pressed,
  side,
  children,
  className = '',
  ...rest
}: Omit<ComponentProps<'button'>, 'children'> & {
  label: string
  keys?: string | undefined
  pressed?: boolean | undefined
  side?: 'top' | 'bottom' | 'left' | 'right'
  children: ReactNode
}) {
  return (
    <Tooltip label={label} keys={keys} {...(side && { side })}>
      <button type="button" className={`icon-button ${className}`} aria-label={label} aria-pressed={pressed} {...rest}>
        {children}
      </button>
    </Tooltip>
  )
}
