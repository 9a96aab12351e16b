import { Check, CircleAlert } from 'lucide-react'
import { type MouseEvent, useId } from 'react'
import type { EngineState, Memory, ModelEntry, ModelFacts } from '#preload/contract/models.ts'
import { Button } from '#renderer/ui/button.tsx'
import { FilePath } from '#renderer/ui/file-path.tsx'
import { formatBytes, formatShare } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { modelName } from '#renderer/ui/model-name.ts'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import { factLines, verdictSentence } from './model-words.ts'
import type { CopyState, ModelDeeds } from './use-model-deeds.ts'
import { type Verdict, verdictOf } from './verdict.ts'

interface ModelCardProps {
  readonly entry: ModelEntry
  readonly isChosen: boolean
  readonly engine: EngineState | null
  readonly memory: Memory | null
  readonly usesCard: boolean
  /** The copy under way, be it of this model or of another. */
  readonly copy: CopyState | null
  readonly deeds: ModelDeeds
}

/** One model: what it is, whether this computer can run it, and what can be done with it. */
export function ModelCard({ entry, isChosen, engine, memory, usesCard, copy, deeds }: ModelCardProps) {
  const { t, language } = useTexts()
  const titleId = useId()
  const { facts } = entry
  const name = modelName(t, { id: entry.id, name: facts?.name ?? entry.file })
  const isBusy = engine !== null && engine.phase !== 'ready' && engine.phase !== 'failed'
  const refusal = engine?.refused?.id === entry.id ? engine.refused.problem : isChosen && engine?.phase === 'failed' ? engine.problem : null
  return (
    <li className="model-card" tabIndex={-1} data-model={entry.id} data-chosen={isChosen || undefined} aria-labelledby={titleId}>
      <header>
        <h3 id={titleId}>{name}</h3>
        <Choice {...{ entry, isChosen, engine, name, deeds }} />
      </header>
      {facts ? (
        <Facts {...{ entry, facts, memory, usesCard }} />
      ) : (
        <Trouble text={problemSentence(language, entry.problem ?? { code: 'model-broken', detail: { file: entry.file } })} />
      )}
      {facts && refusal && <Trouble text={`${problemSentence(language, refusal)}${isChosen ? '' : t('models.refused')}`} />}
      {entry.path !== null && (
        <div className="model-where">
          <span>{t('models.where')}</span>
          <FilePath path={entry.path} />
        </div>
      )}
      <Housekeeping {...{ entry, isChosen, isBusy, name, copy, deeds }} />
    </li>
  )
}

function Choice({ entry, isChosen, engine, name, deeds }: Pick<ModelCardProps, 'entry' | 'isChosen' | 'engine' | 'deeds'> & { name: string }) {
  const { t, language } = useTexts()
  const use = (event: MouseEvent<HTMLElement>) => {
    // The button goes away; what follows it by Tab is how the loading can be cancelled.
    event.currentTarget.closest('li')?.focus()
    deeds.use(entry)
  }
  if (!isChosen)
    return (
      <Button disabled={!entry.facts} aria-label={t('models.use-named', { name })} onClick={use}>
        {t('models.use')}
      </Button>
    )
  // Another one stands in for a chosen one that can't be used.
  if (engine?.phase === 'failed' || (engine?.refused && engine.phase === 'ready' && engine.model?.id !== entry.id))
    return <Button onClick={deeds.retry}>{t('models.retry')}</Button>
  if (engine?.phase === 'ready' || engine === null)
    return (
      <span className="model-used">
        <Check aria-hidden="true" />
        {t('models.used')}
      </span>
    )
  return (
    <div className="model-loading">
      <span role="status">{engine.share === null ? t('models.loading') : t('models.loaded', { percent: formatShare(language, engine.share) })}</span>
      <progress aria-label={t('models.loading')} {...(engine.share !== null && { value: engine.share })} />
      {entry.id !== 'starter' && <Button onClick={deeds.cancelLoad}>{t('models.cancel')}</Button>}
    </div>
  )
}

function Facts({ entry, facts, memory, usesCard }: Pick<ModelCardProps, 'entry' | 'memory' | 'usesCard'> & { facts: ModelFacts }) {
  const { t, language } = useTexts()
  const verdict = memory && verdictOf(facts, memory, usesCard)
  return (
    <>
      {verdict && <p className={`model-verdict model-${tone(verdict)}`}>{verdictSentence(t, language, verdict)}</p>}
      <dl className="model-facts">
        {factLines(t, language, { place: entry.place, facts }, memory).map(({ name, value, tone: kind }) => (
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

/** What is done with the file itself. The starter's belongs to the program. */
function Housekeeping({
  entry,
  isChosen,
  isBusy,
  name,
  copy,
  deeds,
}: Pick<ModelCardProps, 'entry' | 'isChosen' | 'copy' | 'deeds'> & { isBusy: boolean; name: string }) {
  const { t, language } = useTexts()
  if (entry.place === 'shipped') return null
  if (copy?.id === entry.id)
    return (
      <div className="model-keeping">
        <span role="status">{t('models.copying', { done: formatBytes(language, copy.bytes), total: formatBytes(language, copy.total) })}</span>
        <progress aria-label={t('models.copy')} value={copy.total > 0 ? copy.bytes / copy.total : 0} />
        <Button kind="quiet" onClick={copy.stop}>
          {t('models.cancel')}
        </Button>
      </div>
    )
  // The one that is in use, or would be gone back to.
  if (entry.place === 'folder' && (isChosen || isBusy)) return null
  return (
    <div className="model-keeping">
      {entry.place === 'brought' && entry.facts && (
        <Button kind="quiet" disabled={copy !== null} onClick={() => void deeds.copy(entry)}>
          {t('models.copy')}
        </Button>
      )}
      <Button kind="quiet" onClick={() => void deeds.forget(entry, name)}>
        {t(entry.place === 'brought' ? 'models.forget' : 'models.delete')}
      </Button>
    </div>
  )
}
