import { Check, CircleAlert } from 'lucide-react'
import { type MouseEvent, useId } from 'react'
import { type EngineState, type Memory, type ModelEntry, type ModelFacts, modelTitle } from '#preload/contract/models.ts'
import { Button } from '#renderer/ui/button.tsx'
import { FilePath } from '#renderer/ui/file-path.tsx'
import { formatBytes, formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { modelName } from '#renderer/ui/model-name.ts'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import { factLines, verdictSentence } from './model-words.ts'
import { type Standing, standingOf } from '#renderer/host/standing.ts'
import type { CopyState, ModelDeeds } from './use-model-deeds.ts'
import { type Verdict, verdictOf } from './verdict.ts'

interface ModelCardProps {
  readonly entry: ModelEntry
  /** The id of the one that the author chose. */
  readonly chosen: string
  readonly engine: EngineState | null
  readonly memory: Memory | null
  readonly usesCard: boolean
  /** The copy under way, be it of this model or of another. */
  readonly copy: CopyState | null
  readonly deeds: ModelDeeds
}

/** One model: what it is, whether this computer can run it, and what can be done with it. */
export function ModelCard({ entry, chosen, engine, memory, usesCard, copy, deeds }: ModelCardProps) {
  const { t, language } = useTexts()
  const titleId = useId()
  const { facts } = entry
  const name = modelName(t, { id: entry.id, name: modelTitle(entry.file) })
  const { kind, refusal } = standingOf(entry.id, chosen, engine)
  const isBusy = engine !== null && engine.phase !== 'ready' && engine.phase !== 'failed'
  const wasRefused = facts && refusal
  return (
    <li className="model-card" tabIndex={-1} data-model={entry.id} data-standing={kind} aria-labelledby={titleId}>
      <header>
        <h3 id={titleId}>{name}</h3>
        <Choice {...{ entry, kind, engine, name, deeds }} isGone={(refusal ?? entry.problem)?.code === 'model-missing'} />
      </header>
      {facts ? (
        <Facts {...{ entry, facts, usesCard }} memory={memory} isTold={!wasRefused} />
      ) : (
        <Trouble text={problemSentence(language, entry.problem ?? { code: 'model-broken', detail: { file: entry.file } })} />
      )}
      {wasRefused && <Trouble text={`${problemSentence(language, refusal)}${kind === 'free' ? t('models.refused') : ''}`} />}
      {entry.path !== null && (
        <div className="model-where">
          <span>{t('models.where')}</span>
          <FilePath path={entry.path} />
        </div>
      )}
      <Housekeeping {...{ entry, kind, isBusy, name, copy, deeds }} />
    </li>
  )
}

interface ChoiceProps extends Pick<ModelCardProps, 'entry' | 'engine' | 'deeds'> {
  readonly kind: Standing['kind']
  readonly name: string
  /** Its file is not there. */
  readonly isGone: boolean
}

function Choice({ entry, kind, engine, name, isGone, deeds }: ChoiceProps) {
  const { t, language } = useTexts()
  const use = (event: MouseEvent<HTMLElement>) => {
    // The button goes away; what follows it by Tab is how the loading can be cancelled.
    event.currentTarget.closest('li')?.focus()
    deeds.use(entry)
  }
  switch (kind) {
    case 'free':
      return (
        <Button disabled={!entry.facts} aria-label={t('models.use-named', { name })} onClick={use}>
          {t('models.use')}
        </Button>
      )
    case 'unused':
      return (
        <div className="model-standing">
          <span>{t(isGone ? 'models.chosen-missing' : 'models.chosen-unused')}</span>
          <Button onClick={deeds.retry}>{t('ui.retry')}</Button>
        </div>
      )
    case 'used':
      return <Used />
    case 'stands-in':
      return (
        <div className="model-standing">
          <Used />
          <Button kind="quiet" aria-label={t('models.keep-named', { name })} onClick={use}>
            {t('models.keep')}
          </Button>
        </div>
      )
    case 'loading': {
      const share = engine?.phase === 'ready' ? null : (engine?.share ?? null)
      return (
        <div className="model-loading">
          <span role="status">{share === null ? t('models.loading') : t('models.loaded', { percent: formatShare(language, share) })}</span>
          <progress aria-label={t('models.loading')} {...(share !== null && { value: share })} />
          {entry.id !== 'starter' && <Button onClick={deeds.cancelLoad}>{t('ui.cancel')}</Button>}
        </div>
      )
    }
  }
}

function Used() {
  const { t } = useTexts()
  return (
    <span className="model-used">
      <Check aria-hidden="true" />
      {t('models.used')}
    </span>
  )
}

/** `isTold`: what is to be expected of it. Where it could not be used, that is what it is to be told. */
function Facts({ entry, facts, memory, usesCard, isTold }: Pick<ModelCardProps, 'entry' | 'memory' | 'usesCard'> & { facts: ModelFacts; isTold: boolean }) {
  const { t, language } = useTexts()
  const verdict = isTold && memory && verdictOf(facts, memory, usesCard)
  return (
    <>
      {verdict && <p className={`model-verdict model-${tone(verdict)}`}>{verdictSentence(t, language, verdict)}</p>}
      {isTold && !memory && <p className="model-verdict">{'\u00a0'}</p>}
      <dl className="model-facts">
        {factLines(t, language, { place: entry.place, file: entry.file, facts }, memory).map(({ name, value, tone: kind }) => (
          <div key={name} data-tone={kind}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function tone({ kind }: Verdict): 'good' | 'warn' {
  return kind === 'comfortable' || kind === 'on-card' ? 'good' : 'warn'
}

function Trouble({ text }: { text: string }) {
  return (
    <p className="model-trouble">
      <CircleAlert aria-hidden="true" />
      {text}
    </p>
  )
}

interface HousekeepingProps extends Pick<ModelCardProps, 'entry' | 'copy' | 'deeds'> {
  readonly kind: Standing['kind']
  readonly isBusy: boolean
  readonly name: string
}

/** What is done with the file itself. The starter's belongs to the program. */
function Housekeeping({ entry, kind, isBusy, name, copy, deeds }: HousekeepingProps) {
  const { t, language } = useTexts()
  const reasonId = useId()
  if (entry.place === 'shipped' || entry.path === null) return null
  if (copy?.id === entry.id)
    return (
      <div className="model-keeping">
        <span role="status">
          {copy.total === 0
            ? t('models.copy-starting')
            : t('models.copying', { done: formatBytes(language, copy.bytes), total: formatBytes(language, copy.total) })}
        </span>
        <progress aria-label={t('models.copy')} {...(copy.total > 0 && { value: copy.bytes / copy.total })} />
        <Button kind="quiet" onClick={copy.stop}>
          {t('ui.cancel')}
        </Button>
      </div>
    )
  // The engine may hold the file, or would go back to it.
  const isHeld = entry.place === 'folder' && (kind !== 'free' || isBusy)
  return (
    <div className="model-keeping">
      {entry.place === 'brought' && entry.facts && (
        <Button kind="quiet" disabled={copy !== null} onClick={() => void deeds.copy(entry)}>
          {t('models.copy')}
        </Button>
      )}
      <Button kind="quiet" disabled={isHeld} aria-describedby={isHeld ? reasonId : undefined} onClick={() => void deeds.forget(entry, name)}>
        {t(entry.place === 'brought' ? 'models.forget' : 'models.delete')}
      </Button>
      {isHeld && <small id={reasonId}>{t(kind === 'free' ? 'models.delete-busy' : 'models.delete-used')}</small>}
    </div>
  )
}
