import { expect, test } from 'vitest'
import { latencyOf, noTakeover, takeover } from '#renderer/app/latency.ts'

test('what was measured of the model before is not shown as the next one’s', () => {
  const first = takeover(noTakeover, 'a', null)
  expect(latencyOf(first, 40)).toBe(40)
  expect(takeover(first, null, 40)).toBe(first) // while the next one is loaded
  const second = takeover(first, 'b', 40)
  expect([latencyOf(second, 40), latencyOf(second, 90)]).toEqual([null, 90])
  expect(takeover(second, 'b', 90)).toBe(second)
})
