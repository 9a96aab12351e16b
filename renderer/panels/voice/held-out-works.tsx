/** Works of which nothing is learnt, by which a voice is judged, or those that it learnt from: each leads to where it can be read. */
import { useState } from 'react'
import type { WorkId } from '#preload/contract/works.ts'
import { wordsText } from '#renderer/ui/amount.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import type { Planned } from './use-plan.ts'
import './held-out-works.css'

interface HeldOutGiven {
  readonly works: Planned['heldOutWorks']
  /** What they are, where they are not held out. */
  readonly label?: string
  /** More are shown once they are asked for. */
  readonly drawn: number
  readonly onWork: (work: WorkId) => void
}

export function HeldOutWorks({ works, label, drawn, onWork }: HeldOutGiven) {
  const { t, language } = useTexts()
  const [isWhole, setWhole] = useState(false)
  if (works.length === 0) return null
  return (
    <ul className="voice-kept-aside" aria-label={label ?? t('voice.held-out-works')}>
      {(isWhole ? works : works.slice(0, drawn)).map(({ id, title, words, presence }) => (
        <li key={id}>
          {presence === 'gone' ? (
            <span>{t('voice.of-work', { title })}</span>
          ) : (
            <button type="button" className="voice-link" onClick={() => onWork(id)}>
              {t('voice.of-work', { title })}
            </button>
          )}
          <small>{[wordsText(t, language, words), presence !== 'here' && t(`voice.work-${presence}`)].filter(Boolean).join(' · ')}</small>
        </li>
      ))}
      {!isWhole && works.length > drawn && (
        <li>
          <button type="button" className="voice-link" onClick={() => setWhole(true)}>
            {t('voice.held-out-all', { count: works.length })}
          </button>
        </li>
      )}
    </ul>
  )
}
