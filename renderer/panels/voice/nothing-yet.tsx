/** Nothing can be learnt yet: no works, or too few. */
import { LibraryBig } from 'lucide-react'
import type { Enough } from '#preload/contract/archive.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import './nothing-yet.css'

/** `isEmpty`: there is no work at all. */
export function NothingYet({ enough, isEmpty, onArchive }: { enough: Enough; isEmpty: boolean; onArchive: () => void }) {
  const { t } = useTexts()
  const { have, need } = enough
  return (
    <div className="voice-nothing">
      <p className="voice-nothing-title">{t(isEmpty ? 'voice.none-title' : enough.kind === 'language' ? 'voice.language-title' : 'voice.few-title')}</p>
      <p>{isEmpty ? t('voice.none-why', { words: need.words, works: need.works }) : t('voice.few-why', { words: need.words, works: need.works })}</p>
      {!isEmpty && (
        <dl className="voice-have">
          <Have name={t('voice.have-words')} have={have.words} need={need.words} />
          <Have name={t('voice.have-works')} have={have.works} need={need.works} />
        </dl>
      )}
      <Button kind="go" onClick={onArchive}>
        <LibraryBig />
        {t(isEmpty ? 'voice.to-archive' : 'voice.add-works')}
      </Button>
    </div>
  )
}

function Have({ name, have, need }: { name: string; have: number; need: number }) {
  const { t } = useTexts()
  const text = t('voice.have', { have, need })
  return (
    <div data-enough={have >= need || undefined}>
      <dt>{name}</dt>
      <dd>
        <progress value={Math.min(1, have / need)} aria-label={`${name} ${text}`} />
        <span>{text}</span>
      </dd>
    </div>
  )
}
