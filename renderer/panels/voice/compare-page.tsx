/** Two adapters side by side: what they were proved to be worth, and how both go on from the same openings. */
import { useId, useState } from 'react'
import type { Adapter } from '#preload/contract/voice.ts'
import { wordsText } from '#renderer/ui/amount.ts'
import { formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { SubPage } from '#renderer/ui/sub-page.tsx'
import { sharedContinuations } from './blind.ts'
import { ContinuationsCard } from './continuations-card.tsx'
import './compare-page.css'

export function ComparePage({ adapters, onBack }: { adapters: readonly Adapter[] | null; onBack: () => void }) {
  const { t } = useTexts()
  const [chosen, setChosen] = useState<readonly [string | null, string | null]>([null, null])
  const first = adapters?.find(({ id }) => id === chosen[0]) ?? adapters?.[1]
  const second = adapters?.find(({ id }) => id === chosen[1]) ?? adapters?.[0]
  return (
    <SubPage className="voice" title={t('voice.compare-title')} from={t('command.voice')} onBack={onBack}>
      {adapters && !(first && second) && <p className="lead">{t('voice.compare-few')}</p>}
      {adapters && first && second && (
        <>
          <div className="voice-chosen">
            <Choice label={t('voice.compare-first')} value={first.id} adapters={adapters} onChange={(id) => setChosen([id, second.id])} />
            <Choice label={t('voice.compare-second')} value={second.id} adapters={adapters} onChange={(id) => setChosen([first.id, id])} />
          </div>
          <Figures first={first} second={second} />
          <Continuations key={[first, second].map(({ id, proof }) => `${id} ${proof?.at}`).join(' ')} first={first} second={second} />
        </>
      )}
    </SubPage>
  )
}

interface Two {
  readonly first: Adapter
  readonly second: Adapter
}

interface ChoiceGiven {
  readonly label: string
  readonly value: string
  readonly adapters: readonly Adapter[]
  readonly onChange: (id: string) => void
}

function Choice({ label, value, adapters, onChange }: ChoiceGiven) {
  const id = useId()
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <select id={id} className="field" value={value} onChange={({ target }) => onChange(target.value)}>
        {adapters.map((adapter) => (
          <option key={adapter.id} value={adapter.id}>
            {adapter.name}
          </option>
        ))}
      </select>
    </div>
  )
}

function Figures({ first, second }: Two) {
  const { t, language } = useTexts()
  const proved = (of: (proof: NonNullable<Adapter['proof']>) => string | null) => (adapter: Adapter) =>
    (adapter.proof && of(adapter.proof)) ?? t('voice.compare-none')
  const rows: readonly (readonly [string, (adapter: Adapter) => string])[] = [
    [t('voice.saved'), proved(({ writing }) => writing && formatShare(language, writing.after.saved.value))],
    [t('voice.bits'), ({ proof, after }) => (proof?.bitsPerCharacter.after ?? after)?.toFixed(2) ?? t('voice.compare-none')],
    [t('voice.general'), proved(({ general }) => general.after.toFixed(2))],
    [t('voice.recital'), proved(({ recital }) => recital && t('voice.characters', { count: recital.after.longest }))],
    [t('voice.repetition'), proved(({ repetition }) => (repetition ? formatShare(language, repetition.after) : null))],
    [t('voice.learnt-words'), ({ learning }) => t('voice.amount', { count: learning.works, words: wordsText(t, language, learning.words) })],
  ]
  return (
    <div className="card voice-compared">
      <table>
        <caption>{t('voice.compare-figures')}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{first.name}</th>
            <th scope="col">{second.name}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value(first)}</td>
              <td>{value(second)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Continuations({ first, second }: Two) {
  const { t } = useTexts()
  if (!first.proof || !second.proof || first.id === second.id) return null
  const continuations = sharedContinuations(first, second)
  if (continuations.length === 0) return <p className="voice-why">{t('voice.compare-other')}</p>
  return <ContinuationsCard continuations={continuations} seed={`${first.id} ${second.id}`} names={{ before: first.name, after: second.name }} />
}
