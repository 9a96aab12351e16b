import { Check } from 'lucide-react'
import { ContextMenu as Context, DropdownMenu as Dropdown } from 'radix-ui'
import { type ReactNode, useRef, useState } from 'react'
import { closesByEsc } from './closes-by-esc.ts'
import { Kbd } from './kbd.tsx'
import './menu.css'

/** One line of a menu; `null` draws a rule. */
export type MenuItem = {
  readonly label: string
  /** More of it, in small letters below. */
  readonly note?: string
  readonly icon?: ReactNode
  readonly keys?: string | undefined
  readonly danger?: boolean
  readonly disabled?: boolean
  /** Of one that is a choice: whether it holds. */
  readonly checked?: boolean
  readonly run: () => void
} | null

function Line({ item }: { item: NonNullable<MenuItem> }) {
  return (
    <>
      <span className="menu-icon">{item.icon}</span>
      <span className="menu-label">
        {item.label}
        {item.note !== undefined && <small>{item.note}</small>}
      </span>
      {item.checked && <Check className="menu-check" aria-hidden="true" />}
      {item.keys && <Kbd keys={item.keys} />}
    </>
  )
}

/** What both kinds of menu do alike. What was chosen runs once the menu has gone and given the focus back, so that it may take the focus. */
function useMenu() {
  const chosen = useRef<(() => void) | null>(null)
  const [open, onOpenChange] = useState(false)
  return {
    choose: (run: () => void) => {
      chosen.current = run
    },
    root: { open, onOpenChange, modal: false },
    content: {
      className: 'floating menu',
      collisionPadding: 8,
      onCloseAutoFocus: () => {
        const run = chosen.current
        chosen.current = null
        if (run) setTimeout(run)
      },
      ...closesByEsc(() => onOpenChange(false)),
    },
  }
}

const lineClass = (item: NonNullable<MenuItem>) => `menu-item${item.danger ? ' menu-danger' : ''}`

function DropdownLines({ items, choose }: { items: readonly MenuItem[]; choose: (run: () => void) => void }) {
  return (
    <>
      {items.map((item, index) =>
        item?.checked !== undefined ? (
          <Dropdown.CheckboxItem key={item.label} className={lineClass(item)} checked={item.checked} onSelect={() => choose(item.run)}>
            <Line item={item} />
          </Dropdown.CheckboxItem>
        ) : item ? (
          <Dropdown.Item key={item.label} className={lineClass(item)} disabled={item.disabled ?? false} onSelect={() => choose(item.run)}>
            <Line item={item} />
          </Dropdown.Item>
        ) : (
          <Dropdown.Separator key={`rule ${index}`} className="menu-rule" />
        ),
      )}
    </>
  )
}

/** A menu that a button opens. Not modal: Radix's scroll lock adds a style element, which the content security policy forbids. */
export function Menu({ trigger, items, align = 'end' }: { trigger: ReactNode; items: readonly MenuItem[]; align?: 'start' | 'end' }) {
  const { choose, root, content } = useMenu()
  return (
    <Dropdown.Root {...root}>
      <Dropdown.Trigger asChild>{trigger}</Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content align={align} sideOffset={4} {...content}>
          <DropdownLines items={items} choose={choose} />
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  )
}

/** The menu of a right click (or the menu key) on what it wraps. */
export function ContextMenu({ children, items }: { children: ReactNode; items: readonly MenuItem[] }) {
  const { choose, root, content } = useMenu()
  return (
    <Context.Root {...root}>
      <Context.Trigger asChild>{children}</Context.Trigger>
      <Context.Portal>
        <Context.Content {...content}>
          {items.map((item, index) =>
            item?.checked !== undefined ? (
              <Context.CheckboxItem key={item.label} className={lineClass(item)} checked={item.checked} onSelect={() => choose(item.run)}>
                <Line item={item} />
              </Context.CheckboxItem>
            ) : item ? (
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

/** A menu at a place of the window, in pixels, for as long as it is drawn. */
export function MenuAt({ at, items, onClose }: { at: { readonly x: number; readonly y: number }; items: readonly MenuItem[]; onClose: () => void }) {
  const { choose, content } = useMenu()
  return (
    <Dropdown.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Dropdown.Trigger asChild>
        <span className="menu-place" style={{ left: at.x, top: at.y }} />
      </Dropdown.Trigger>
      <Dropdown.Portal>
        <Dropdown.Content align="start" {...content} {...closesByEsc(onClose)}>
          <DropdownLines items={items} choose={choose} />
        </Dropdown.Content>
      </Dropdown.Portal>
    </Dropdown.Root>
  )
}
