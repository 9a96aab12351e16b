import { Blend, Ellipsis, FileDown, Pencil, Trash2 } from 'lucide-react'
import type { Adapter } from '#preload/contract/voice.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import { useAsked } from '#renderer/ui/use-asked.ts'
import { longWorkOf } from './long-work.ts'
import type { AdapterFiles } from './use-adapter-files.ts'

interface MenuGiven {
  readonly adapter: Adapter
  readonly files: AdapterFiles
  readonly onRename: () => void
  readonly onMerge: () => void
}

/** What is done with a voice more rarely. */
export function AdapterMenu({ adapter, files, onRename, onMerge }: MenuGiven) {
  const { t } = useTexts()
  const host = useHost()
  const asked = useAsked()
  const isBusy = useValue(longWorkOf(host).state) !== null
  const { id, name, presence } = adapter
  // What needs its model needs it here.
  const isAlone = presence === 'missing'
  const remove = () =>
    asked({ title: t('voice.delete-title', { name }), body: t('voice.delete-body'), action: t('voice.delete-yes') }, async () => {
      await host.clients().voice.remove({ id })
    })
  const items: MenuItem[] = [
    { label: t('command.rename'), icon: <Pencil />, run: onRename },
    null,
    { label: t('voice.save-gguf'), icon: <FileDown />, disabled: isBusy, run: () => void files.save(adapter, 'gguf') },
    { label: t('voice.save-peft'), icon: <FileDown />, disabled: isBusy || isAlone, run: () => void files.save(adapter, 'peft') },
    { label: t('voice.merge'), icon: <Blend />, disabled: isBusy || isAlone, run: onMerge },
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
