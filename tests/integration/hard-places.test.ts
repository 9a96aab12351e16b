import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Completer, defaultSettings, openCompleter } from '#engine/completion/index.ts'
import { Phrases } from '#engine/phrases/index.ts'
import { type HardPlace, readPlaces } from '../hard-places/place.ts'
import { type Outcome, outcomeAt } from '../hard-places/showing.ts'

const starter = fileURLToPath(new URL('../../resources/models/moke-starter-q8_0.gguf', import.meta.url))
/** How many lengths and beginnings are weighed, and whether anything is drafted, must not depend on how busy the machine is. */
const settings = { lengths: defaultSettings.lengths, together: defaultSettings.together }
const options = { path: starter, device: 'cpu', threads: { writing: 1, reading: 1 }, draftTokens: 0, settings } as const

async function outcomesOf(completer: Pick<Completer, 'complete'>, places: readonly HardPlace[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const place of places) outcomes.push(await outcomeAt(completer, place))
  return outcomes
}

const places = readPlaces()
/** Of the starter alone, at all places: the most that is computed here, and once. */
let known: Promise<Outcome[]> | null = null
async function alone(): Promise<Outcome[]> {
  await using completer = await openCompleter(options)
  return await outcomesOf(completer, places)
}

const failedIn = (outcomes: readonly Outcome[]) => outcomes.filter(({ faults }) => faults.length > 0)
const named = (outcomes: readonly Outcome[]) => outcomes.map(({ place, faults }) => `${place.kind}: ${place.name}: ${faults[0]}`).join('\n')

test('the starter shows at hard places what may be shown there, and is not silent', async () => {
  const outcomes = await (known ??= alone())
  const failed = failedIn(outcomes)
  expect(1 - failed.length / outcomes.length, named(failed)).toBeGreaterThanOrEqual(0.95)
  const unasked = outcomes.filter((outcome) => outcome.unasked.length > 0)
  expect(1 - unasked.length / outcomes.length, unasked.map(({ place }) => `${place.kind}: ${place.name}`).join('\n')).toBeGreaterThanOrEqual(0.98)
  expect(outcomes.filter(({ shown }) => shown.some((text) => text !== '')).length / outcomes.length).toBeGreaterThan(0.5)
})

test('what the author says, the text at hand and others that nothing belongs to there, makes hard places no harder', async () => {
  const foreign = new Phrases()
  for (const [at, { kind, before }] of places.entries()) if (kind === 'facts' || kind === 'english-in-chinese') foreign.add(`${at}`, before)
  for (const _ of foreign.build());
  await using remembering = await openCompleter({ ...options, memory: foreign })
  const isAmong = ({ kind }: HardPlace, at: number) => at % 6 === 1 && kind !== 'facts' && kind !== 'english-in-chinese'
  const others = places.filter(isAmong)
  const usual = failedIn((await (known ??= alone())).filter(({ place }, at) => isAmong(place, at)))
  const asked: Pick<Completer, 'complete'> = {
    complete: (request, signal) => remembering.complete({ ...request, recall: { source: null, group: null } }, signal),
  }
  const failed = failedIn(await outcomesOf(asked, others))
  expect(failed.length, named(failed)).toBeLessThanOrEqual(usual.length)
})
