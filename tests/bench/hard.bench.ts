/**
 * Hard places (tests/hard-places): the share at which nothing is shown that may not be, of all that is tried there (`showing.ts`): every
 * part of all eight candidates, and of what follows suggestions taken in whole and by the word. The starter; `MOKE_MODEL=FILE` another model, as `hard.real_…`. A name chooses: `hard.bench.ts loops` only those places.
 */
import { basename } from 'node:path'
import { openCompleter } from '#engine/completion/index.ts'
import { readPlaces } from '../hard-places/place.ts'
import { type Outcome, outcomeAt } from '../hard-places/showing.ts'
import { need, starter } from './corpus.ts'
import { figure, table } from './report.ts'

const real = process.env['MOKE_MODEL']
const chosen = process.argv.slice(2)
const places = readPlaces().filter(({ kind }) => chosen.length === 0 || chosen.includes(kind))
const model = real ?? starter
const prefix = real === undefined ? '' : 'real_'

need('hard', [model])
await using completer = await openCompleter({ path: model, device: 'cpu', threads: { writing: 1, reading: 1 } })
const outcomes: Outcome[] = []
for (const place of places) outcomes.push(await outcomeAt(completer, place))

const failed = outcomes.filter(({ faults }) => faults.length > 0)
for (const { place, faults } of failed) console.log(`${place.kind}: ${place.name}\n  ${faults.join('\n  ')}`)
if (process.env['MOKE_HARD_SHOWN'])
  for (const { place, shown, taken } of outcomes) console.log(JSON.stringify([place.kind, place.name, place.before.slice(-30), shown, taken]))

const share = (count: number) => count / outcomes.length
const expected = outcomes.filter(({ place }) => place.expected)
figure(
  `hard.${prefix}places`,
  outcomes.length,
  `${new Set(places.map(({ kind }) => kind)).size} kinds; ${expected.length} where something must be shown; ${basename(model)}`,
)
figure(`hard.${prefix}passed`, share(outcomes.length - failed.length), `share without a fault; ${failed.length} with one, named above`)
const unasked = outcomes.filter((outcome) => outcome.unasked.length > 0)
figure(`hard.${prefix}passed_unasked`, share(outcomes.length - unasked.length), `share without a fault in what comes by itself; ${unasked.length} with one`)
figure(
  `hard.${prefix}shown`,
  share(outcomes.filter(({ shown }) => shown.some((text) => text !== '')).length),
  'share at which something was shown, by itself or asked for',
)
figure(`hard.${prefix}shown_unasked`, share(outcomes.filter(({ shown }) => shown[0] !== '').length), 'share at which something was shown by itself')
table()
