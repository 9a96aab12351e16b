import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { IconButton } from './button.tsx'
import { closesByEsc } from './closes-by-esc.ts'
import { useTexts } from './i18n.tsx'
import { useLentFocus } from './use-lent-focus.ts'
import './dialog.css'

/**
 * What every window over the page does: it holds the keyboard inside, closes by Esc or a click beside it, gives focus
 * back to where it was. The veil is drawn here because Radix's own adds a style element, which the page's content security
 * policy forbids. What is in it has a `Dialog.Title` of Radix's.
 */
export function Overlay({
  open,
  onClose,
  onReturned,
  className,
  isDescribed = false,
  children,
}: {
  open: boolean
  onClose: () => void
  /** It is closed, and the focus is where it was. */
  onReturned?: () => void
  className: string
  /** It has a `Dialog.Description`. */
  isDescribed?: boolean
  children: ReactNode
}) {
  const focus = useLentFocus(onReturned)
  return (
    <Radix.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
    >
      <Radix.Portal>
        <div className="dialog-veil" />
        <Radix.Content className={className} {...closesByEsc(onClose)} {...focus} {...(!isDescribed && { 'aria-describedby': undefined })}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** A window with a title, a way out and a body. */
export function Dialog({
  open,
  onClose,
  title,
  description,
  size = 'medium',
  isRead = false,
  children,
}: {
  open: boolean
  onClose: () => void
  title: string
  description?: string | undefined
  size?: 'small' | 'medium' | 'large'
  /** There is nothing in it to go to by keyboard: it is scrolled itself. */
  isRead?: boolean
  children: ReactNode
}) {
  const { t } = useTexts()
  return (
    <Overlay open={open} onClose={onClose} className={`dialog dialog-${size}`} isDescribed={description !== undefined && description !== ''}>
      <div className="dialog-head">
        <Radix.Title className="dialog-title">{withWholeDates(title)}</Radix.Title>
        <Radix.Close asChild>
          <IconButton label={t('ui.close')} keys="Esc">
            <X />
          </IconButton>
        </Radix.Close>
      </div>
      {description && <Radix.Description className="dialog-description">{description}</Radix.Description>}
      <div className="dialog-body" {...(isRead && { role: 'region', 'aria-label': title, tabIndex: 0 })}>
        {children}
      </div>
    </Overlay>
  )
}

/** A title in which no line ends within a date. */
function withWholeDates(title: string): ReactNode[] {
  return title.split(/(\d{1,2}月\d{1,2}日)/).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <span key={at} className="dialog-title-date">
        {part}
      </span>
    ),
  )
}

/** The row of buttons that ends a dialog. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="dialog-actions">{children}</div>
}
