import { describe, expect, test } from 'vitest'
import { CrashRecord } from '#main/compute/crash-record.ts'

describe('when the engine is started again', () => {
  test('it is soon the first time, later the second, and never the third within a minute', () => {
    const record = new CrashRecord()
    expect([record.crashed(0), record.crashed(5_000), record.crashed(59_000)]).toEqual([200, 1000, null])
  })

  test('it is soon again when a minute has passed', () => {
    const record = new CrashRecord()
    expect([record.crashed(0), record.crashed(61_000), record.crashed(122_000)]).toEqual([200, 200, 200])
  })

  test('it begins anew when the author tries again', () => {
    const record = new CrashRecord()
    for (const at of [0, 1, 2]) record.crashed(at)
    record.clear()
    expect(record.crashed(3)).toBe(200)
  })
})
