/** Two adapters side by side: what they were proved to be worth, and how both go on from the same openings. */
import { useCallback, useId, useState } from 'react'
import type { Adapter } from '#preload/contract/voice.ts'
import type { Clients } from '#renderer/host/clients.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { SubPage } from '#renderer/ui/sub-page.tsx'
import { sharedContinuations } from './blind.ts'
import { ComparedFigures } from './compared-figures.tsx'
import { ContinuationsCard } from './continuations-card.tsx'
import { measuredAlike } from './measured-alike.ts'
import { useAnswer } from './use-voice.ts'
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
  const ask = useCallback(
    async ({ voice }: Clients) => {
      const [left, right] = await Promise.all([first, second].map(({ id }) => voice.heldOut({ id })))
      return measuredAlike({ adapter: first, works: left ?? [] }, { adapter: second, works: right ?? [] })
    },
    [first, second],
  )
  return <ComparedFigures first={first} second={second} areSame={useAnswer(ask) ?? false} />
}

function Continuations({ first, second }: Two) {
  const { t } = useTexts()
  if (!first.proof || !second.proof || first.id === second.id) return null
  const continuations = sharedContinuations(first, second)
  if (continuations.length === 0) return <p className="voice-why">{t('voice.compare-other')}</p>
  return <ContinuationsCard continuations={continuations} seed={`${first.id} ${second.id}`} names={{ before: first.name, after: second.name }} />
}
