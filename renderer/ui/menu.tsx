import { ContextMenu as Context, DropdownMenu as Dropdown } from 'radix-ui'
import { type ReactNode, useRef } from 'react'
import { Kbd } from './kbd.tsx'
import './menu.css'

/** One line of a menu; `null` draws a rule. */
export type MenuItem = {
  readonly label: string
  readonly icon?: ReactNode
  readonly keys?: string | undefined
  readonly danger?: boolean
  readonly disabled?: boolean
  readonly run: () => void
} | null

function Line({ item }: { item: NonNullable<MenuItem> }) {
  return (
    <>
      <span className="menu-icon">{item.icon}</span>
      <span className="menu-label">{item.label}</span>
      {item.keys && <Kbd keys={item.keys} />}
    </>
  )
}

/** Runs what was chosen once the menu has gone and given the focus back, so that what runs may take the focus. */
function useChosen() {
  const chosen = useRef<(() => void) | null>(null)
  return {
    choose: (run: () => void) => {
      chosen.current = run
    },
    onCloseAutoFocus: () => {
      const run = chosen.current
      chosen.current = null
      if (run) setTimeout(run)
    },
  }
}

const lineClass = (item: NonNullable<MenuItem>) => `menu-item${item.danger ? ' menu-danger' : ''}`

/** A menu that a button opens. Not modal: Radix's scroll lock adds a style element, which the content security policy forbids. */
export function Menu({ trigger, items, align = 'end' }: { trigger: ReactNode; items: readonly MenuItem[]; align?: 'start' | 'end' }) {
  const { choose, onCloseAutoFocus } = useChosen()
  return (
    <Dropdown.Root modal={false}>
      <Dropdown.Trigger asChild>{trigger}</Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content className="menu" onCloseAutoFocus={onCloseAutoFocus} align={align} sideOffset={4} collisionPadding={8}>
          {items.map((item, index) =>
            item ? (
              <Dropdown.Item key={item.label} className={lineClass(item)} disabled={item.disabled ?? false} onSelect={() => choose(item.run)}>
                <Line item={item} />
              </Dropdown.Item>
            ) : (
              <Dropdown.Separator key={`rule ${index}`} className="menu-rule" />
            ),
          )}
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  )
}

/** The menu of a right click (or the menu key) on what it wraps. */
export function ContextMenu({ children, items }: { children: ReactNode; items: readonly MenuItem[] }) {
  const { choose, onCloseAutoFocus } = useChosen()
  return (
    <Context.Root modal={false}>
      <Context.Trigger asChild>{children}</Context.Trigger>
      <Context.Portal>
        <Context.Content className="menu" onCloseAutoFocus={onCloseAutoFocus} collisionPadding={8}>
          {items.map((item, index) =>
            item ? (
              <Context.Item key={item.label} className={lineClass(item)} disabled={item.disabled ?? false} onSelect={() => choose(item.run)}>
                <Line item={item} />
              </Context.Item>
            ) : (
              <Context.Separator key={`rule ${index}`} className="menu-rule" />
            ),
          )}
        </Context.Content>
      </Context.Portal>
    </Context.Root>
  )
}
