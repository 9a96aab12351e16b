/** What the adapter says by heart: the longest passages, each with the work it stands in. */
import type { Proof } from '#preload/contract/proofs.ts'
import { WorkId } from '#preload/contract/works.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import './recital-card.css'

export function RecitalCard({ recital, onWork }: { recital: NonNullable<Proof['recital']>; onWork: (work: WorkId) => void }) {
  const { t } = useTexts()
  const { passages, longest } = recital.after
  return (
    <div className="card voice-recital">
      <h2>{t('voice.recital-title')}</h2>
      {recital.isAlarming && <p className="voice-trouble">{t('voice.recital-warning')}</p>}
      {passages.length === 0 ? (
        <p className="voice-why">{t(longest > 0 ? 'voice.recital-withheld' : 'voice.recital-none')}</p>
      ) : (
        <ul>
          {passages.map(({ work, title, text }, at) => (
            <li key={at}>
              <q>{text}</q>
              <button type="button" className="voice-link" onClick={() => onWork(WorkId.parse(work))}>
                {t('voice.recital-work', { title, count: [...text].length })}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
