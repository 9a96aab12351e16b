/** The models that the author can choose from, as they are listed. Pure. */
import type { EngineState, ModelEntry } from '#preload/contract/models.ts'
import type { ProblemCode } from '#preload/contract/problem.ts'
import { formatBytes } from '#renderer/ui/format.ts'
import { modelName } from '#renderer/ui/model-name.ts'
import type { Language, Translate } from '#renderer/ui/translate.ts'

interface Known {
  /** Null while no list could be read. */
  readonly models: readonly ModelEntry[] | null
  readonly engine: EngineState | null
  /** The id of the model that is chosen. */
  readonly chosen: string
}

interface Choice {
  readonly id: string
  readonly label: string
}

const ofModel: readonly ProblemCode[] = ['model-missing', 'model-broken', 'model-too-large', 'model-timeout']

/** All that were found; the starter in any case, so that there is a way back to it; and the chosen one, also when it is no use. */
export function modelChoices(t: Translate, language: Language, { models, engine, chosen }: Known): Choice[] {
  const found = (models ?? []).map((model) => ({ id: model.id, label: `${modelName(t, model)} · ${formatBytes(language, model.bytes)}` }))
  const named = (id: string) => ({ id, label: modelName(t, engine?.model?.id === id ? engine.model : { id, name: id }) })
  const missing = ['starter', chosen].filter((id, index, ids) => ids.indexOf(id) === index && !found.some((choice) => choice.id === id)).map(named)
  const isFailed = engine?.phase === 'failed' && engine.problem !== null && ofModel.includes(engine.problem.code)
  const isGone = models !== null && !models.some(({ id }) => id === chosen)
  const choices = [...missing.filter(({ id }) => id === 'starter'), ...found, ...missing.filter(({ id }) => id !== 'starter')]
  return choices.map((choice) => (choice.id === chosen && (isFailed || isGone) ? { ...choice, label: t('settings.unusable', { name: choice.label }) } : choice))
}
