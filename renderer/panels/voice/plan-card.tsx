/** What a run would take, before it starts, and the one button that starts it. */
import { type ReactNode, useEffect, useId, useState } from 'react'
import { type ModelEntry, modelTitle } from '#preload/contract/models.ts'
import { leavesAdapter, type TuningChoice, TuningMethod } from '#preload/contract/runs.ts'
import type { Problem } from '#preload/contract/problem.ts'
import type { WorkId } from '#preload/contract/works.ts'
import type { Clients } from '#renderer/host/clients.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { modelChanges } from '#renderer/host/model-changes.ts'
import { useValue } from '#renderer/host/value.ts'
import { wordsText } from '#renderer/ui/amount.ts'
import { Button } from '#renderer/ui/button.tsx'
import { formatBytes } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { modelName } from '#renderer/ui/model-name.ts'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import { BundleButton } from './bundle-button.tsx'
import { chosenTrouble, isOfChosen, worksText } from './chosen-words.ts'
import { HeldOutWorks } from './held-out-works.tsx'
import { remedyText } from './run-words.ts'
import { rangeText } from './time-range.ts'
import { type Planned, type Planning, startOf, usePlan, type Wanted } from './use-plan.ts'
import { useAnswer, useDoing } from './use-voice.ts'
import { basesAmong, stillThere, type Wishes, wishesOf } from './wishes.ts'
import './plan-card.css'

interface PlanGiven {
  readonly editable: boolean
  /** There was one just now. */
  readonly isAgain: boolean
  /** A voice is being proved: nothing can be learnt meanwhile. */
  readonly isProving: boolean
  readonly onModels: () => void
  readonly onWork: (work: WorkId) => void
  /** Shows the works that can be chosen. */
  readonly onChoose: () => void
}

type Ways = Pick<PlanGiven, 'editable' | 'onModels' | 'onWork' | 'onChoose'>

export function PlanCard({ editable, isAgain, isProving, ...ways }: PlanGiven) {
  const { t } = useTexts()
  const host = useHost()
  const wishes = wishesOf(host)
  const { wanted: wished, name } = useValue(wishes)
  const bases = useAnswer(askBases, useValue(modelChanges(host)))
  const wanted = stillThere(wished, bases)
  const wish = (part: Partial<Wishes>) => wishes.set({ ...wishes.get(), ...part })
  const planning = usePlan(wanted)
  const doing = useDoing()
  const [isStarting, setStarting] = useState(false)
  const start = async () => {
    setStarting(true)
    const isBegun = await doing(({ voice }) => voice.start({ ...wanted, name: name.trim() || t('voice.default-name', { date: today() }) }))
    if (isBegun) wish({ name: '' })
    setStarting(false)
  }
  const { isWaiting, press } = useStart(planning, () => void start())
  const isOff = startOf(planning, false) === 'not' || !editable || isStarting || isProving
  return (
    <div className="card voice-plan" aria-busy={planning.isAsking || undefined}>
      <header>
        <h2>{t(isAgain ? 'voice.plan-again' : 'voice.plan')}</h2>
        <small role="status">{planning.isAsking ? t('voice.planning') : ''}</small>
      </header>
      <PlanBody {...{ planning, editable, ...ways }} />
      <div className="voice-start">
        <Button data-heir kind={isAgain ? 'plain' : 'go'} disabled={isOff} onClick={press}>
          {t('voice.start')}
        </Button>
        <p role="status">{t(isProving ? 'voice.start-after-proof' : isWaiting ? 'voice.start-waits' : 'voice.start-why')}</p>
      </div>
      <Details {...{ wanted, bases, name }} planned={planning.planned} onName={(next) => wish({ name: next })} onWant={(next) => wish({ wanted: next })} />
    </div>
  )
}

/** As an author writes a day: `11月29日`. */
function today(): string {
  return new Intl.DateTimeFormat(document.documentElement.lang, { month: 'short', day: 'numeric' }).format(new Date())
}

/** Starts at a press. One that comes before the estimate waits for that. */
function useStart(planning: Planning, start: () => void): { readonly isWaiting: boolean; readonly press: () => void } {
  const [isPressed, setPressed] = useState(false)
  const isWaiting = isPressed && startOf(planning, true) === 'later'
  useEffect(() => {
    if (!isPressed || isWaiting) return
    setPressed(false)
    if (startOf(planning, true) === 'now') start()
  }, [isPressed, isWaiting, planning, start])
  return { isWaiting, press: () => (startOf(planning, false) === 'now' ? start() : setPressed(true)) }
}

function PlanBody({ planning: { planned, problem, askAgain }, ...ways }: Ways & { planning: Planning }) {
  const { t, language } = useTexts()
  const { onModels } = ways
  // All works are enough, or there were no plan: those that are chosen are not.
  if (problem && isOfChosen(problem)) return <TooFew problem={problem} {...ways} />
  if (problem)
    return (
      <>
        <p className="voice-trouble">{problemSentence(language, problem)}</p>
        <div className="voice-deeds">
          <Button onClick={onModels}>{t('voice.other-model')}</Button>
          <Button onClick={askAgain}>{t('ui.retry')}</Button>
        </div>
      </>
    )
  return (
    <>
      <Facts {...{ planned, ...ways }} />
      {planned && !planned.plan.fits && <Tight planned={planned} onModels={onModels} onAgain={askAgain} />}
    </>
  )
}

function TooFew({ problem, editable, onChoose }: Pick<Ways, 'editable' | 'onChoose'> & { problem: Problem }) {
  const { t } = useTexts()
  return (
    <>
      <p className="voice-trouble">{chosenTrouble(t, problem)}</p>
      <div className="voice-deeds">
        <Button onClick={onChoose}>{t('voice.works-change')}</Button>
        {editable && <LearnAll />}
      </div>
    </>
  )
}

function LearnAll() {
  const { t } = useTexts()
  const doing = useDoing()
  return (
    <Button kind="quiet" onClick={() => void doing(({ voice }) => voice.choose({ works: null }))}>
      {t('voice.works-reset')}
    </Button>
  )
}

function Facts({ planned, editable, onModels, onWork, onChoose }: Ways & { planned: Planned | null }) {
  const { t, language } = useTexts()
  const cost = planned && (planned.plan.fits ? planned.plan : (planned.plan.remedy ?? planned.plan))
  const bytes = (value: number) => formatBytes(language, value)
  const amount = ({ works, words }: Planned['learning']) => t('voice.amount', { count: works, words: wordsText(t, language, words) })
  return (
    <dl className="voice-facts">
      <Fact name={t('voice.fact-works')} value={planned && worksText(t, planned)}>
        <span>
          {planned?.among !== undefined && editable && <LearnAll />}
          <Button kind="quiet" onClick={onChoose}>
            {t(planned?.among === undefined ? 'voice.works-choose' : 'voice.works-change')}
          </Button>
        </span>
      </Fact>
      <Fact name={t('voice.fact-learning')} value={planned && amount(planned.learning)} />
      <Fact name={t('voice.fact-held-out')} value={planned && t('voice.held-out-amount', { amount: amount(planned.heldOut) })}>
        {planned && <HeldOutWorks works={planned.heldOutWorks} drawn={4} onWork={onWork} />}
      </Fact>
      <Fact name={t('voice.fact-base')} value={planned && modelName(t, planned.base)}>
        <Button kind="quiet" onClick={onModels}>
          {t('voice.other-model')}
        </Button>
      </Fact>
      <Fact name={t('voice.fact-time')} value={planned && t('voice.about', { time: rangeText(t, planned.time) })} />
      <Fact name={t('voice.fact-memory')} value={planned && cost && t('voice.memory-of', { needed: bytes(cost.memory), free: bytes(planned.plan.free) })} />
    </dl>
  )
}

function Fact({ name, value, children }: { name: string; value: string | null; children?: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span>{value ?? '…'}</span>
        {children}
      </dd>
    </div>
  )
}

/** It does not fit as it would be best: what is done instead, or that nothing can be. */
function Tight({ planned: { plan }, onModels, onAgain }: { planned: Planned; onModels: () => void; onAgain: () => void }) {
  const { t, language } = useTexts()
  const [needed, free] = [formatBytes(language, plan.memory), formatBytes(language, plan.free)]
  if (plan.remedy) return <p className="voice-note">{t('voice.remedy', { needed, free, changes: remedyText(t, { ...plan, remedy: plan.remedy }) })}</p>
  return (
    <div className="voice-trouble">
      <p>{t('voice.no-remedy', { needed, free })}</p>
      <div className="voice-deeds">
        <Button onClick={onModels}>{t('voice.other-model')}</Button>
        <Button onClick={onAgain}>{t('ui.retry')}</Button>
      </div>
    </div>
  )
}

interface DetailsGiven {
  readonly wanted: Wanted
  /** Null until they are known. */
  readonly bases: readonly ModelEntry[] | null
  readonly onWant: (wanted: Wanted) => void
  readonly planned: Planned | null
  readonly name: string
  readonly onName: (name: string) => void
}

const ranks = [8, 16, 32, 64, 128] as const
const passes = [1, 2, 3, 4, 6] as const

function Details({ wanted, bases, planned, name, onName, onWant }: DetailsGiven) {
  const { t } = useTexts()
  const { base, choice } = wanted
  const change = (part: Partial<TuningChoice>) => onWant({ ...wanted, choice: { ...choice, ...part } })
  const setup = planned && (planned.plan.fits ? planned.plan.setup : (planned.plan.remedy?.setup ?? planned.plan.setup))
  return (
    <details className="voice-details">
      <summary>{t('voice.details')}</summary>
      <Choice label={t('voice.name')} note={t('voice.name-why')}>
        {(id) => (
          <input
            id={id}
            className="field"
            value={name}
            maxLength={100}
            placeholder={t('voice.default-name', { date: today() })}
            onChange={({ target }) => onName(target.value)}
          />
        )}
      </Choice>
      <BaseChoice value={base} bases={bases} onChange={(next) => onWant({ ...wanted, base: next })} />
      <Choice label={t('voice.method')} note={t(`voice.method-${choice.method ?? 'auto'}`)}>
        {(id) => (
          <select
            id={id}
            className="field"
            value={choice.method ?? ''}
            onChange={({ target }) => change({ method: TuningMethod.options.find((method) => method === target.value) ?? null })}
          >
            <option value="">{t('voice.auto')}</option>
            {TuningMethod.options.map((method) => (
              <option key={method} value={method}>
                {t(`voice.method-name-${method}`)}
              </option>
            ))}
          </select>
        )}
      </Choice>
      {(choice.method === null || leavesAdapter(choice.method)) && (
        <NumberChoice label={t('voice.rank')} note={t('voice.rank-why')} value={choice.rank} among={ranks} onChange={(rank) => change({ rank })} />
      )}
      <NumberChoice
        label={t('voice.passes')}
        note={t('voice.passes-why')}
        value={choice.passes}
        among={passes}
        onChange={(times) => change({ passes: times })}
      />
      {setup && (
        <p className="voice-setup">
          {t(leavesAdapter(setup.method) ? 'voice.setup' : 'voice.setup-whole', {
            method: t(`voice.method-name-${setup.method}`),
            bits: setup.bits,
            rank: setup.rank,
            steps: setup.steps,
            length: setup.length,
            batch: setup.batch,
            family: planned?.plan.base.family ?? '',
            name: planned?.plan.base.name ?? '',
          })}
        </p>
      )}
      <BundleButton wanted={wanted} />
    </details>
  )
}

function Choice({ label, note, children }: { label: string; note: string; children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className="voice-choice">
      <div>
        <label htmlFor={id}>{label}</label>
        <small>{note}</small>
      </div>
      {children(id)}
    </div>
  )
}

interface NumberGiven {
  readonly label: string
  readonly note: string
  readonly value: number | null
  readonly among: readonly number[]
  readonly onChange: (value: number | null) => void
}

function NumberChoice({ label, note, value, among, onChange }: NumberGiven) {
  const { t } = useTexts()
  return (
    <Choice label={label} note={note}>
      {(id) => (
        <select id={id} className="field" value={value ?? ''} onChange={({ target }) => onChange(target.value === '' ? null : Number(target.value))}>
          <option value="">{t('voice.auto')}</option>
          {among.map((number) => (
            <option key={number} value={number}>
              {number}
            </option>
          ))}
        </select>
      )}
    </Choice>
  )
}

const askBases = async ({ models }: Clients): Promise<ModelEntry[]> => basesAmong(await models.list({}))

interface BaseGiven extends Pick<DetailsGiven, 'bases'> {
  readonly value: string | null
  readonly onChange: (base: string | null) => void
}

function BaseChoice({ value, bases, onChange }: BaseGiven) {
  const { t } = useTexts()
  return (
    <Choice label={t('voice.base')} note={t('voice.base-why')}>
      {(id) => (
        <select id={id} className="field" value={value ?? ''} onChange={({ target }) => onChange(target.value === '' ? null : target.value)}>
          <option value="">{t('voice.base-used')}</option>
          {bases?.map((entry) => (
            <option key={entry.id} value={entry.id}>
              {modelName(t, { id: entry.id, name: modelTitle(entry.file) })}
            </option>
          ))}
        </select>
      )}
    </Choice>
  )
}
