import { Dialog } from '#renderer/ui/dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Kbd } from '#renderer/ui/kbd.tsx'
import './shortcuts-dialog.css'

/** Shortcuts of one part of the studio. */
export interface ShortcutGroup {
  readonly title: string
  readonly rows: readonly { readonly label: string; readonly keys: string }[]
}

/** Every shortcut on one page. */
export function ShortcutsDialog({ open, onClose, groups }: { open: boolean; onClose: () => void; groups: readonly ShortcutGroup[] }) {
  const { t } = useTexts()
  return (
    <Dialog open={open} onClose={onClose} title={t('command.shortcuts')} size="large" isRead>
      <div className="shortcuts">
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.rows.map((row) => (
                <div key={`${row.label} ${row.keys}`}>
                  <dt>{row.label}</dt>
                  <dd>
                    <Kbd keys={row.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
