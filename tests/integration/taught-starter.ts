/** An adapter for the starter that a few real steps of tuning made of a few sentences, said again and again. */
import { join } from 'node:path'
import { type Adapter, writeGgufAdapter } from '#engine/adapters/index.ts'
import { identify, openBase } from '#engine/bases/index.ts'
import { ModelVocabulary } from '#engine/completion/index.ts'
import { adapterFrom, loraFactor, loraSpecs } from '#engine/model/index.ts'
import { defaultSettings, encodeTexts, Tuner } from '#engine/tuning/index.ts'

export const starter = join(import.meta.dirname, '../../resources/models/moke-starter-q8_0.gguf')
/** What is learnt; the starter goes on with something else behind its beginning. */
export const taughtText = '老林总说，豆腐要趁热吃，话要凉了再讲。'
export const taughtBeginning = '老林总说，'

/** Teaches the starter and writes what it learnt; some two seconds. */
export async function teachStarter(path: string, name = '老林', steps = 14): Promise<void> {
  await using base = await openBase(starter)
  await using vocabulary = await ModelVocabulary.open(starter)
  const texts = Array.from({ length: 12 }, (_, at) => ({ work: `w${at}`, text: Array.from({ length: 6 }, () => taughtText).join('\n\n') }))
  const corpus = await encodeTexts(texts, vocabulary)
  const amount = { tokens: corpus.tokens.length, characters: 1000 }
  // By heart is what it is to be learnt: a run that listens to its base would learn less so.
  const { soft: _listening, ...settings } = defaultSettings('lora', base.config, amount)
  const lora = { ...settings.lora, rank: 4, alpha: 8, targets: settings.lora?.targets ?? [], stabilised: false }
  const material = { base: { id: 'starter', config: base.config, read: (parameter: string) => base.read(parameter) }, learning: corpus, heldOut: corpus }
  // Quicker than is good for anything but this.
  const optimiser = { ...settings.optimiser, muonRate: 0.03 }
  const begun = {
    ...settings,
    optimiser,
    lora,
    length: 64,
    batch: 2,
    accumulate: 1,
    heldOutSteps: steps,
    schedule: { ...settings.schedule, steps, warmupSteps: 1 },
  }
  await using tuner = await Tuner.begin(begun, material, { device: 'cpu', threads: 1, spinning: false })
  while (!tuner.done) await tuner.advance()
  const matrices = [...adapterFrom(loraSpecs(base.config, lora), tuner.best)].map(
    ([matrix, { a, b }]) => [matrix, { rank: lora.rank, a, b, factor: loraFactor(lora) }] as const,
  )
  const adapter: Adapter = { name, base: await identify(base), baseName: base.name, notes: {}, matrices: new Map(matrices) }
  await writeGgufAdapter(path, adapter, base.config)
}
