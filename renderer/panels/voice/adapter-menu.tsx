import { Blend, Ellipsis, FileDown, Pencil, Trash2 } from 'lucide-react'
import type { Adapter } from '#preload/contract/voice.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { wordsText } from '#renderer/ui/amount.ts'
import { formatWhen } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import { modelName } from '#renderer/ui/model-name.ts'
import { sentences } from '#renderer/ui/sentences.ts'
import type { Language, Translate } from '#renderer/ui/translate.ts'
import { useAsked } from '#renderer/ui/use-asked.ts'
import { longWorkOf } from './long-work.ts'
import type { AdapterDeeds } from './use-adapter-deeds.ts'
import type { AdapterFiles } from './use-adapter-files.ts'

interface MenuGiven {
  readonly adapter: Adapter
  readonly deeds: AdapterDeeds
  readonly files: AdapterFiles
  readonly onRename: () => void
  readonly onMerge: () => void
}

/** What is done with a voice more rarely. */
export function AdapterMenu({ adapter, deeds, files, onRename, onMerge }: MenuGiven) {
  const { t, language } = useTexts()
  const host = useHost()
  const asked = useAsked()
  const isBusy = useValue(longWorkOf(host).state) !== null
  const { name, presence } = adapter
  // What needs its model needs it here.
  const isAlone = presence === 'missing'
  const remove = () => {
    const inUse = host.adapter.get()?.id === adapter.id ? t('voice.delete-in-use') : null
    const body = sentences(language, [inUse, originOf(adapter, t, language), t('voice.delete-body')])
    return asked({ title: t('voice.delete-title', { name }), body, action: t('voice.delete-yes') }, () => deeds.remove(adapter))
  }
  const items: MenuItem[] = [
    { label: t('command.rename'), icon: <Pencil />, run: onRename },
    null,
    { label: t('voice.save-gguf'), note: t('voice.save-gguf-note'), icon: <FileDown />, disabled: isBusy, run: () => void files.save(adapter, 'gguf') },
    {
      label: t('voice.save-peft'),
      note: t('voice.save-peft-note'),
      icon: <FileDown />,
      disabled: isBusy || isAlone,
      run: () => void files.save(adapter, 'peft'),
    },
    { label: t('voice.merge'), note: t('voice.merge-note'), icon: <Blend />, disabled: isBusy || isAlone, run: onMerge },
    null,
    { label: t('voice.delete'), icon: <Trash2 />, danger: true, run: () => void remove() },
  ]
  return (
    <Menu
      trigger={
        <button type="button" className="icon-button" data-heir aria-label={t('voice.adapter-more', { name })}>
          <Ellipsis />
        </button>
      }
      items={items}
    />
  )
}

/** Of which model and works it comes, and when: what is to be deleted is known by more than its name. */
function originOf({ base, source, learning, madeAt }: Adapter, t: Translate, language: Language): string {
  const said = { base: modelName(t, base), when: formatWhen(language, madeAt) }
  if (source === 'imported') return t('voice.delete-brought', said)
  return t('voice.delete-made', { ...said, amount: t('voice.amount', { count: learning.works, words: wordsText(t, language, learning.words) }) })
}
