/** A run's record as JSON, checked when it is read. */
import { checkConfig, type DecoderConfig } from '#engine/model/index.ts'
import type { OptimiserOptions } from './optimiser.ts'
import type { RunConditions, RunRecord, RunSettings, Stage } from './run-record.ts'
import { RecordFields } from './record-fields.ts'
import type { Schedule } from './schedule.ts'
import type { ClassWeights } from './token-corpus.ts'

/** Reads a record from its JSON. Throws an Error that names the field which is not what it should be. */
export function parseRunRecord(json: string): RunRecord {
  const run = new RecordFields(JSON.parse(json), '')
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

function parseStages(run: RecordFields): Stage[] {
  return run.list('stages').map((stage) => ({ after: stage.count('after'), conditions: parseConditions(stage.fields('conditions')) }))
}

function parseSettings(settings: RecordFields): RunSettings {
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
function parseConditions(fields: RecordFields, classWeights?: ClassWeights): RunConditions {
  return {
    schedule: parseSchedule(fields.fields('schedule')),
    batch: fields.count('batch'),
    length: fields.count('length'),
    accumulate: fields.has('accumulate') ? fields.count('accumulate') : 1,
    classWeights: classWeights && !fields.has('classWeights') ? classWeights : fields.fields('classWeights').numbers(),
    documents: fields.has('documents') ? fields.choice('documents', ['apart', 'joined']) : 'joined',
  }
}

/** How far its rates go. */
export function parseSchedule(schedule: RecordFields): Schedule {
  return { steps: schedule.count('steps'), warmupSteps: schedule.count('warmupSteps'), decayShare: schedule.number('decayShare') }
}

/** The sizes of a decoder. */
export function parseConfig(config: RecordFields): DecoderConfig {
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

/** How its weights are moved. */
export function parseOptimiser(optimiser: RecordFields): OptimiserOptions {
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
