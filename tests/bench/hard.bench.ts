/**
 * Hard places (tests/hard-places): the share at which nothing is shown that may not be, of all that is tried there (`showing.ts`): every
 * part of all eight candidates, and of what follows suggestions taken in whole and by the word. The starter; `MOKE_MODEL=FILE` another model, as `hard.real_…`.
 * Three times in one run: without a memory, as `hard.own_…` with one of the text at hand alone, and as `hard.foreign_…` with one of an
 * archive that nothing belongs to there (a course about JavaScript, where `MOKE_CORPUS` has it).
 * A name chooses: `hard.bench.ts loops` only those places; `MOKE_EVERY=3` every third of them.
 */
import { basename } from 'node:path'
import { existsSync } from 'node:fs'
import { type Completer, type CompletionRequest, defaultSettings, openCompleter } from '#engine/completion/index.ts'
import { Phrases } from '#engine/phrases/index.ts'
import { readDocuments } from '#engine/training/index.ts'
import { readPlaces } from '../hard-places/place.ts'
import { type Outcome, outcomeAt } from '../hard-places/showing.ts'
import { corpusFile, need, starter } from './corpus.ts'
import { figure, table } from './report.ts'

const real = process.env['MOKE_MODEL']
const every = Number(process.env['MOKE_EVERY'] ?? 1)
const chosen = process.argv.slice(2)
const places = readPlaces().filter(({ kind }, at) => (chosen.length === 0 || chosen.includes(kind)) && at % every === 0)
const model = real ?? starter
const foreign = corpusFile('authors/javascript-tutorial.jsonl.xz')
/** How many lengths and beginnings are weighed must not depend on how busy the machine is when a model is opened. */
const settings = { lengths: defaultSettings.lengths, together: defaultSettings.together }

/** What becomes of every place with what is remembered; null asks for no memory. */
async function outcomesWith(memory: Phrases | null): Promise<Outcome[]> {
  await using opened = await openCompleter({ path: model, device: 'cpu', threads: { writing: 1, reading: 1 }, settings, memory })
  const asked = (request: CompletionRequest) => (memory ? { ...request, recall: { source: null, group: null } } : request)
  const completer: Pick<Completer, 'complete'> = { complete: (request, signal) => opened.complete(asked(request), signal) }
  const outcomes: Outcome[] = []
  for (const place of places) outcomes.push(await outcomeAt(completer, place))
  return outcomes
}

/** Prints the faults and tells the figures, whose names begin so; `others` had none of the faults that are named as new. */
function tell(prefix: string, outcomes: readonly Outcome[], others: readonly Outcome[]): void {
  const failed = outcomes.filter(({ faults }) => faults.length > 0)
  const known = new Set(others.flatMap(({ place, faults }) => (faults.length > 0 ? [place] : [])))
  for (const { place, faults } of failed)
    console.log(`${prefix}${place.kind}: ${place.name}${others.length > 0 && !known.has(place) ? ' (new)' : ''}\n  ${faults.join('\n  ')}`)
  if (process.env['MOKE_HARD_SHOWN'])
    for (const { place, shown, taken } of outcomes) console.log(JSON.stringify([prefix, place.kind, place.name, place.before.slice(-30), shown, taken]))
  const share = (count: number) => count / outcomes.length
  const unasked = outcomes.filter((outcome) => outcome.unasked.length > 0)
  figure(`hard.${prefix}passed`, share(outcomes.length - failed.length), `share without a fault; ${failed.length} with one, named above`)
  figure(`hard.${prefix}passed_unasked`, share(outcomes.length - unasked.length), `share without a fault in what comes by itself; ${unasked.length} with one`)
  const shown = outcomes.filter((outcome) => outcome.shown.some((text) => text !== ''))
  figure(`hard.${prefix}shown`, share(shown.length), 'share at which something was shown, by itself or asked for')
  figure(`hard.${prefix}shown_unasked`, share(outcomes.filter((outcome) => outcome.shown[0] !== '').length), 'share at which something was shown by itself')
}

async function remembered(file: string): Promise<Phrases> {
  const phrases = new Phrases()
  let count = 0
  for await (const { text } of readDocuments(file)) phrases.add(`${count++}`, text)
  for (const _ of phrases.build());
  return phrases
}

need('hard', [model])
const prefix = real === undefined ? '' : 'real_'
const expected = places.filter((place) => place.expected)
const kinds = new Set(places.map(({ kind }) => kind)).size
figure(`hard.${prefix}places`, places.length, `${kinds} kinds; ${expected.length} where something must be shown; ${basename(model)}`)
const without = await outcomesWith(null)
tell(prefix, without, [])
tell(`${prefix}own_`, await outcomesWith(new Phrases()), without)
if (existsSync(foreign)) tell(`${prefix}foreign_`, await outcomesWith(await remembered(foreign)), without)
else console.error(`hard.${prefix}foreign_*: not measured, for there is no ${foreign}; MOKE_CORPUS=FOLDER says where the corpus is.`)
table()
