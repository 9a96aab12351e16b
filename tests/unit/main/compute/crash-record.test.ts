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

describe('a card on which the engine died', () => {
  test('it is given up the second time within ten minutes, each card by itself', () => {
    const record = new CrashRecord()
    expect([record.failedOn('vulkan', 0), record.failedOn('cuda', 1), record.failedOn('vulkan', 599_000)]).toEqual([false, false, true])
  })

  test('it is tried again where that is longer ago, or the author tries again', () => {
    const record = new CrashRecord()
    expect([record.failedOn('vulkan', 0), record.failedOn('vulkan', 600_000)]).toEqual([false, false])
    record.clear()
    expect(record.failedOn('vulkan', 600_001)).toBe(false)
  })
})
