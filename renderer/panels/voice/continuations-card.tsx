/** How the author's openings go on: chosen blindly, or all side by side with what the author wrote. */
import { useState } from 'react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { sentences } from '#renderer/ui/sentences.ts'
import { compared, fresh } from './blind-course.ts'
import { BlindChoice, type BlindGiven } from './blind-choice.tsx'
import { blindPairs } from './blind.ts'
import { halves, isCircling } from './half-sentence.ts'
import { beginsWithTitle } from './passage.ts'
import { PassageText } from './passage-text.tsx'
import './continuations-card.css'

export function ContinuationsCard(given: BlindGiven) {
  const { t, language } = useTexts()
  const { continuations, seed } = given
  const hasChoice = blindPairs(continuations, seed).length > 0
  const circling = continuations.filter(isCircling).length
  const [shown, setShown] = useState<'blind' | 'all'>(hasChoice ? 'blind' : 'all')
  const [course, setCourse] = useState(fresh)
  const show = (next: typeof shown) => {
    setShown(next)
    if (next === 'all') setCourse(compared)
  }
  return (
    <div className="card voice-continuations">
      <header>
        <h2>{t('voice.continuations')}</h2>
        {hasChoice && (
          <Segmented
            label={t('voice.continuations-how')}
            value={shown}
            choices={[
              { value: 'blind', label: t('voice.blind') },
              { value: 'all', label: t('voice.side-by-side') },
            ]}
            onChange={show}
          />
        )}
      </header>
      <p className="voice-why">
        {sentences(language, [
          t('voice.continuations-what'),
          circling === 0 ? null : t('voice.continuations-circling', { count: continuations.length, circling }),
        ])}
      </p>
      {shown === 'blind' ? <BlindChoice {...given} course={course} onCourse={setCourse} /> : <All {...given} />}
    </div>
  )
}

function All({ continuations, names }: BlindGiven) {
  const { t } = useTexts()
  const called = { ...names, truth: t('voice.side-truth') }
  return (
    <ol className="voice-all">
      {continuations.map(halves).map(({ title, opening, ...sides }, at) => (
        <li key={at}>
          <div className="voice-opening">
            <PassageText given={opening} text="" /> {!beginsWithTitle(opening, title) && <small>{t('voice.of-work', { title })}</small>}
          </div>
          <dl>
            {(['before', 'after', 'truth'] as const).map((side) => (
              <div key={side} data-side={side}>
                <dt className="pill">{called[side]}</dt>
                <dd>
                  <PassageText text={sides[side]} />
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ol>
  )
}
