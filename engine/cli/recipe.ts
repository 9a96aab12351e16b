/**
 * A recipe: a whole run of several stages, or several such runs, as one JSON file. Its names and bounds are those of the
 * options of `moke pretrain`; what stands beside `stages` holds for all of them, and a stage keeps what the one before it
 * had. Of several `runs` each begins with the weights of the one before, as with --from.
 */
import { readFile } from 'node:fs/promises'
import { conditionsOf, type LaterRun, type RunSettings, type Stage, type TokenCorpus } from '#engine/training/index.ts'
import { type AnyOptionValues, CommandError, type Options, parseCommandLine, UsageError } from './command.ts'
import { type PretrainValues, RUN_OPTIONS, STAGE_OPTIONS, type StageValues } from './pretrain-options.ts'
import { changeFrom, configFrom, grownConfig, settingsFrom } from './run-settings.ts'

const { until: _, ...SHARED_OPTIONS } = STAGE_OPTIONS
const WHOLE_OPTIONS = { ...RUN_OPTIONS, ...SHARED_OPTIONS }

/** A recipe whose every value is one that its option takes. */
export interface Recipe {
  /** At least one. */
  readonly runs: readonly RecipeRun[]
}

interface RecipeRun {
  /** What holds from the first step on. */
  readonly first: AnyOptionValues
  /** Each stage's own values, the first one's included. */
  readonly stages: readonly StageValues[]
  /** The longest window of all stages, if any stage says one. */
  readonly longest: number | undefined
  /** Whether it begins with weights rounded to 8 bits. */
  readonly isRounded: boolean
}

/** Reads and checks a recipe; `given` are the options of the command line. Throws CommandError or UsageError. */
export async function readRecipe(file: string, given: ReadonlySet<string>): Promise<Recipe> {
  const twice = Object.keys(WHOLE_OPTIONS).find((name) => given.has(name))
  if (twice !== undefined) throw new UsageError(`--recipe says what the run is; write ${JSON.stringify(twice)} into ${file}, not on the command line.`)
  try {
    const { runs, ...only } = objectFrom(JSON.parse(await readFile(file, 'utf8')), 'a recipe')
    return { runs: runs === undefined ? [readRun(only, true)] : readRuns(runs, only) }
  } catch (error) {
    if (error instanceof UsageError || error instanceof SyntaxError) throw new CommandError(`${file}: ${error.message}`)
    throw error
  }
}

function readRuns(runs: unknown, besides: Record<string, unknown>): RecipeRun[] {
  const [name] = Object.keys(besides)
  if (name !== undefined) throw new UsageError(`beside "runs" nothing else is said; write ${JSON.stringify(name)} into the runs that it is for.`)
  if (!Array.isArray(runs) || runs.length === 0) throw new UsageError('"runs" should be a list of at least one run.')
  return runs.map((run, at) => within(`run ${at + 1}: `, () => readRun(objectFrom(run, 'a run'), at === 0)))
}

function readRun({ stages, round, ...whole }: Record<string, unknown>, isFirst: boolean): RecipeRun {
  if (!Array.isArray(stages) || stages.length === 0) throw new UsageError('"stages" should be a list of at least one stage.')
  if (isFirst && whole['blend'] !== undefined) throw new UsageError('"blend" is for a run that begins with the weights of another.')
  if (round !== undefined && (isFirst || round !== 'q8_0')) {
    throw new UsageError(isFirst ? '"round" is for a run that begins with the weights of another.' : `"round" should be "q8_0", not ${shown(round)}.`)
  }
  const written = stages.map((stage, at) => within(`stage ${at + 1}: `, () => objectFrom(stage, 'a stage')))
  const own = written.map((stage, at) => within(`stage ${at + 1}: `, () => checkedValues(STAGE_OPTIONS, stage) as StageValues))
  const { until: _first, ...first } = written[0] ?? {}
  checkEnds(own, checkedValues(WHOLE_OPTIONS, whole)['steps'])
  const contexts = [whole, ...written].flatMap(({ context }) => (typeof context === 'number' ? [context] : []))
  return {
    first: checkedValues(WHOLE_OPTIONS, { ...whole, ...first }),
    stages: own,
    longest: contexts.length === 0 ? undefined : Math.max(...contexts),
    isRounded: round !== undefined,
  }
}

/** The run that a recipe begins with, and what is to hold later; `shape` has the vocabulary, and the sizes of the model that it begins with if there is one. Throws UsageError and CommandError. */
export function runFrom(
  { runs: [recipe, ...later] }: Recipe,
  options: PretrainValues,
  corpus: TokenCorpus,
  shape: { readonly vocabulary: number; readonly config?: RunSettings['config'] | undefined },
): { settings: RunSettings; stages: readonly Stage[]; runs: readonly LaterRun[] } {
  if (recipe === undefined) throw new Error('a recipe has at least one run')
  // Its values were checked against the very declarations that PretrainValues is made of.
  const merged = { ...options, ...recipe.first } as PretrainValues
  const config = shape.config ? grownConfig(shape.config, merged) : configFrom({ ...merged, context: recipe.longest ?? merged.context }, shape.vocabulary)
  const settings = settingsFrom(merged, config, corpus)
  const runs: LaterRun[] = []
  for (const run of later) {
    const next = runFrom({ runs: [run] }, options, corpus, { ...shape, config: runs.at(-1)?.settings.config ?? config })
    runs.push({ settings: next.settings, stages: next.stages, isRounded: run.isRounded })
  }
  return { settings, stages: stagesFrom(recipe, settings, corpus), runs }
}

function stagesFrom({ stages: own }: RecipeRun, settings: RunSettings, corpus: TokenCorpus): Stage[] {
  const stages: Stage[] = []
  for (const [at, stage] of own.entries()) {
    if (at === 0) continue
    const before = stages.at(-1)?.conditions ?? settings
    stages.push({ after: own[at - 1]?.until ?? 0, conditions: { ...conditionsOf(before), ...changeFrom(stage, before, corpus) } })
  }
  return stages
}

function within<T>(where: string, check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(where + error.message)
    throw error
  }
}

function objectFrom(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UsageError(`${what} should be an object, not ${shown(value)}.`)
  return { ...value }
}

/** Values by the rules of options, as if they had been given on the command line. */
function checkedValues(options: Options, values: Record<string, unknown>): AnyOptionValues {
  const argv = Object.entries(values).flatMap(([name, value]) => argumentsFrom(options, name, value))
  try {
    return parseCommandLine({ options, run: async () => {} }, argv).options
  } catch (error) {
    if (error instanceof UsageError) throw new UsageError(error.message.replace(/^--([\w-]+)/, '"$1"'))
    throw error
  }
}

function argumentsFrom(options: Options, name: string, value: unknown): string[] {
  const option = options[name]
  if (!Object.hasOwn(options, name) || option === undefined) {
    throw new UsageError(`${JSON.stringify(name)} is nothing that can be said here; there are ${Object.keys(options).join(', ')}.`)
  }
  if (option.type === 'string' && option.multiple) {
    return Object.entries(objectFrom(value, JSON.stringify(name))).map(([key, weight]) => `--${name}=${key}=${numberFrom(`${name}.${key}`, weight)}`)
  }
  if (option.type === 'number') return [`--${name}=${numberFrom(name, value)}`]
  if (typeof value !== option.type) {
    throw new UsageError(`${JSON.stringify(name)} should be ${option.type === 'boolean' ? 'true or false' : 'text'}, not ${shown(value)}.`)
  }
  return option.type === 'string' ? [`--${name}=${String(value)}`] : value === true ? [`--${name}`] : []
}

function numberFrom(name: string, value: unknown): number {
  if (typeof value !== 'number') throw new UsageError(`${JSON.stringify(name)} should be a number, not ${shown(value)}.`)
  return value
}

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 60) ?? 'nothing'
}

/** Every stage but the last says where it ends, later than the one before and within the run as it is then planned. */
function checkEnds(stages: readonly StageValues[], wholeSteps: AnyOptionValues[string]): void {
  let [last, steps] = [0, typeof wholeSteps === 'number' ? wholeSteps : undefined]
  for (const [at, stage] of stages.entries()) {
    const [where, isLast] = [`stage ${at + 1}`, at === stages.length - 1]
    steps = stage.steps ?? steps
    if (steps === undefined) throw new UsageError('"steps" is missing: how many steps the whole run has.')
    if (isLast && stage.until !== undefined) throw new UsageError(`${where}: the last stage ends with "steps"; leave "until" out.`)
    if (!isLast && stage.until === undefined) throw new UsageError(`${where}: "until" is missing: the last step of this stage.`)
    const end = stage.until ?? steps
    if (end <= last) throw new UsageError(`${where} would end at step ${end}, but the one before it ends at step ${last}.`)
    if (end > steps) throw new UsageError(`${where} would end at step ${end}, but the run has only ${steps} steps then.`)
    last = end
  }
}
