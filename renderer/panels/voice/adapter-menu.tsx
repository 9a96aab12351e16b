import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import type { Adapter } from '#preload/contract/voice.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import { useAsked } from '#renderer/ui/use-asked.ts'

/** What is done with a voice more rarely. */
export function AdapterMenu({ adapter: { id, name }, onRename }: { adapter: Adapter; onRename: () => void }) {
  const { t } = useTexts()
  const host = useHost()
  const asked = useAsked()
  const remove = () =>
    asked({ title: t('voice.delete-title', { name }), body: t('voice.delete-body'), action: t('voice.delete-yes') }, async () => {
      await host.clients().voice.remove({ id })
    })
  const items: MenuItem[] = [
    { label: t('command.rename'), icon: <Pencil />, run: onRename },
    null,
    { label: t('voice.delete'), icon: <Trash2 />, danger: true, run: () => void remove() },
  ]
  return (
    <Menu
      trigger={
        <button type="button" className="icon-button" aria-label={t('voice.adapter-more', { name })}>
          <Ellipsis />
        </button>
      }
      items={items}
    />
  )
}
