import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { openCompleter } from '#engine/completion/index.ts'
import { readPlaces } from '../hard-places/place.ts'
import { type Outcome, outcomeAt } from '../hard-places/showing.ts'

const starter = fileURLToPath(new URL('../../resources/models/moke-starter-q8_0.gguf', import.meta.url))

test('the starter shows at hard places what may be shown there, and is not silent', async () => {
  await using completer = await openCompleter({ path: starter, device: 'cpu', threads: { writing: 1, reading: 1 } })
  const outcomes: Outcome[] = []
  for (const place of readPlaces()) outcomes.push(await outcomeAt(completer, place))
  const failed = outcomes.filter(({ faults }) => faults.length > 0).map(({ place, faults }) => `${place.kind}: ${place.name}: ${faults[0]}`)
  expect(1 - failed.length / outcomes.length, failed.join('\n')).toBeGreaterThanOrEqual(0.95)
  const unasked = outcomes.filter((outcome) => outcome.unasked.length > 0)
  expect(1 - unasked.length / outcomes.length, unasked.map(({ place }) => `${place.kind}: ${place.name}`).join('\n')).toBeGreaterThanOrEqual(0.98)
  expect(outcomes.filter(({ shown }) => shown.some((text) => text !== '')).length / outcomes.length).toBeGreaterThan(0.5)
})
