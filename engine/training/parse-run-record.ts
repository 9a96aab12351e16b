/** A run's record as JSON, checked when it is read. */
import { checkConfig, type DecoderConfig } from '#engine/model/index.ts'
import type { OptimiserOptions } from './optimiser.ts'
import type { RunConditions, RunRecord, RunSettings, Stage } from './run-record.ts'
import type { ClassWeights } from './token-corpus.ts'

/** Reads a record from its JSON. Throws an Error that names the field which is not what it should be. */
export function parseRunRecord(json: string): RunRecord {
  const run = new Fields(JSON.parse(json), '')
  const position = run.fields('position')
  const settings = parseSettings(run.fields('settings'))
  return {
    settings,
    step: run.count('step'),
    position: { epoch: position.count('epoch'), window: position.count('window') },
    heldOut: run.list('heldOut').map((record) => ({ step: record.count('step'), bitsPerCharacter: record.number('bitsPerCharacter') })),
    changes: run.list('changes').map((change) => ({ until: change.count('until'), before: parseConditions(change.fields('before'), settings.classWeights) })),
    // Records from before there were stages, or several runs, say nothing of them.
    stages: run.has('stages') ? parseStages(run) : [],
    runs: run.has('runs')
      ? run.list('runs').map((later) => ({ settings: parseSettings(later.fields('settings')), stages: parseStages(later), isRounded: later.flag('isRounded') }))
      : [],
    tokenizer: run.text('tokenizer'),
  }
}

function parseStages(run: Fields): Stage[] {
  return run.list('stages').map((stage) => ({ after: stage.count('after'), conditions: parseConditions(stage.fields('conditions')) }))
}

function parseSettings(settings: Fields): RunSettings {
  return {
    config: parseConfig(settings.fields('config')),
    ...parseConditions(settings),
    seed: settings.number('seed'),
    optimiser: parseOptimiser(settings.fields('optimiser')),
    ...(settings.has('blend') && { blend: settings.number('blend') }),
    data: settings.text('data'),
  }
}

/** Older records say nothing of `accumulate` and `documents`, and of class weights only once. */
function parseConditions(fields: Fields, classWeights?: ClassWeights): RunConditions {
  const schedule = fields.fields('schedule')
  return {
    schedule: { steps: schedule.count('steps'), warmupSteps: schedule.count('warmupSteps'), decayShare: schedule.number('decayShare') },
    batch: fields.count('batch'),
    length: fields.count('length'),
    accumulate: fields.has('accumulate') ? fields.count('accumulate') : 1,
    classWeights: classWeights && !fields.has('classWeights') ? classWeights : fields.fields('classWeights').numbers(),
    documents: fields.has('documents') ? fields.choice('documents', ['apart', 'joined']) : 'joined',
  }
}

function parseConfig(config: Fields): DecoderConfig {
  return checkConfig({
    vocabulary: config.count('vocabulary'),
    width: config.count('width'),
    layers: config.count('layers'),
    heads: config.count('heads'),
    keyHeads: config.count('keyHeads'),
    headWidth: config.count('headWidth'),
    feedForward: config.count('feedForward'),
    tied: config.flag('tied'),
    ropeTheta: config.number('ropeTheta'),
    normEpsilon: config.number('normEpsilon'),
    contextLength: config.count('contextLength'),
  })
}

function parseOptimiser(optimiser: Fields): OptimiserOptions {
  return {
    kind: optimiser.choice('kind', ['muon', 'adamw']),
    adamRate: optimiser.number('adamRate'),
    muonRate: optimiser.number('muonRate'),
    weightDecay: optimiser.number('weightDecay'),
    beta1: optimiser.number('beta1'),
    beta2: optimiser.number('beta2'),
    momentum: optimiser.number('momentum'),
    clipNorm: optimiser.number('clipNorm'),
  }
}

/** The fields of an object that came from outside; asking for one as what it is not throws. */
class Fields {
  readonly #values: ReadonlyMap<string, unknown>
  readonly #where: string

  constructor(value: unknown, where: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${where || 'the whole'} is no object`)
    this.#values = new Map(Object.entries(value))
    this.#where = where === '' ? '' : `${where}.`
  }

  has(name: string): boolean {
    return this.#values.has(name)
  }

  text(name: string): string {
    const value = this.#values.get(name)
    return typeof value === 'string' ? value : this.#wrong(name, 'text')
  }

  choice<const Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    const value = this.#values.get(name)
    return choices.find((choice) => choice === value) ?? this.#wrong(name, choices.join(' or '))
  }

  flag(name: string): boolean {
    const value = this.#values.get(name)
    return typeof value === 'boolean' ? value : this.#wrong(name, 'true or false')
  }

  number(name: string): number {
    const value = this.#values.get(name)
    return typeof value === 'number' ? value : this.#wrong(name, 'number')
  }

  /** A whole number that is not below 0. */
  count(name: string): number {
    const value = this.number(name)
    return Number.isSafeInteger(value) && value >= 0 ? value : this.#wrong(name, 'count')
  }

  fields(name: string): Fields {
    return new Fields(this.#values.get(name), this.#where + name)
  }

  list(name: string): Fields[] {
    const value = this.#values.get(name)
    if (!Array.isArray(value)) return this.#wrong(name, 'list')
    return value.map((item, at) => new Fields(item, `${this.#where}${name}[${at}]`))
  }

  /** All fields, each of which is a number. */
  numbers(): Record<string, number> {
    return Object.fromEntries([...this.#values.keys()].map((name) => [name, this.number(name)]))
  }

  #wrong(name: string, kind: string): never {
    throw new Error(`${this.#where}${name} should be ${kind}, but is ${JSON.stringify(this.#values.get(name))?.slice(0, 40) ?? 'missing'}`)
  }
}
