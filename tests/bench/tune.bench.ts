/**
 * Tuning the starter. `lora.speedup`: tokens a second by LoRA over those of full tuning, step by step in turn in one run, optimiser included, as both are by default.
 * `tuning.NAME.*`: one run with the defaults on each archive in MOKE_CORPUS/authors, a tenth held out in whole works, without the command and
 * its proof (those are `npm run bench -- voice`): the share by which held-out bits per character fall, and how long it took. `voice.100k_minutes`: until a run on 100,000 characters is done, and how far it got.
 * --only NAME measures one archive, `lora` or `100k`.
 */
import { parseArgs } from 'node:util'
import { openBase } from '#engine/bases/index.ts'
import { Tokenizer, vocabularyFromGgufMetadata } from '#engine/tokenizer/index.ts'
import { trainingText } from '#engine/training/index.ts'
import { type Base, defaultSettings, encodeTexts, type LearningText, type Method, splitWorks, Tuner, type TuningMaterial } from '#engine/tuning/index.ts'
import { archives, beginningOf, corpusFile, need, starter } from './corpus.ts'
import { figure, quantile, table } from './report.ts'

const session = { threads: 2 } as const
const { values: options } = parseArgs({ options: { only: { type: 'string' }, steps: { type: 'string', default: '9' } } })
const wanted = (name: string): boolean => options.only === undefined || options.only === name

need('tune', [corpusFile('authors')])
await using file = await openBase(starter)
const tokenizer = new Tokenizer(vocabularyFromGgufMetadata(file.metadata))
const encoder = { vocabularySize: tokenizer.size, endOfText: tokenizer.endOfText, encode: (text: string) => tokenizer.encode(text) }
const base: Base = { id: 'starter', config: file.config, read: (name) => file.read(name) }

async function archive(name: string, mostCharacters = Infinity): Promise<TuningMaterial> {
  const texts: LearningText[] = []
  for await (const document of beginningOf(name, mostCharacters)) texts.push({ work: document.title, text: trainingText(document) })
  const { learning, heldOut } = splitWorks(texts, 1)
  return { base, learning: await encodeTexts(learning, encoder), heldOut: await encodeTexts(heldOut, encoder) }
}

const charactersOf = ({ learning }: TuningMaterial): number => learning.characters.reduce((sum, count) => sum + count, 0)

function settingsFor(method: Method, material: TuningMaterial) {
  return defaultSettings(method, base.config, { tokens: material.learning.tokens.length, characters: charactersOf(material) })
}

/** Whole runs, with the defaults. */
async function measureVoice(material: TuningMaterial): Promise<{ gain: number; minutes: number; note: string }> {
  const start = performance.now()
  await using tuner = await Tuner.begin(settingsFor('lora', material), material, session)
  while (!tuner.done) await tuner.advance()
  const [before, after] = [tuner.heldOut[0]!.bitsPerCharacter, tuner.bestFigure!.bitsPerCharacter]
  const note = `${charactersOf(material)} characters, ${tuner.step} steps: ${before.toFixed(3)} → ${after.toFixed(3)} bits per held-out character`
  return { gain: 1 - after / before, minutes: (performance.now() - start) / 60_000, note }
}

async function measureSpeedup(): Promise<void> {
  const material = await archive('law-cases')
  // Which texts they are is the same to a step, and the base reads all of them before the first.
  const few = await archive('law-cases', 8000)
  const speeds: Record<'lora' | 'full', number[]> = { lora: [], full: [] }
  const tuners = await Promise.all(
    (['lora', 'full'] as const).map(async (method) => {
      const settings = settingsFor(method, material)
      const tuner = await Tuner.begin({ ...settings, batch: 4, heldOutSteps: 1e6 }, few, session)
      // The figure before the first step, what the base expects, and a step that compiles.
      while ((await tuner.advance()).kind !== 'step');
      return [method, tuner] as const
    }),
  )
  for (let at = 0; at < Number(options.steps); at++) {
    for (const [method, tuner] of tuners) {
      const start = performance.now()
      const report = await tuner.advance()
      if (report.kind === 'step') speeds[method].push((report.tokens * 1000) / (performance.now() - start))
    }
  }
  for (const [, tuner] of tuners) await tuner.dispose()
  const [lora, full] = [quantile(speeds.lora, 0.5), quantile(speeds.full, 0.5)]
  figure('lora.speedup', lora / full, `${Math.round(lora)} and ${Math.round(full)} tokens/s`)
}

if (wanted('lora')) await measureSpeedup()
if (wanted('100k')) {
  const { gain, minutes, note } = await measureVoice(await archive('javascript-tutorial', 110_000))
  figure('voice.100k_minutes', minutes, `${note}, ${(100 * gain).toFixed(1)} % less`)
}
for (const name of archives()) {
  if (!wanted(name)) continue
  const { gain, minutes, note } = await measureVoice(await archive(name))
  figure(`tuning.${name}.bpc_gain`, gain, note)
  figure(`tuning.${name}.minutes`, minutes)
}
table()
