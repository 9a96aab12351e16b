import { beforeEach, describe, expect, test } from 'vitest'
import { Problem, type ProblemCode } from '#preload/contract/problem.ts'
import { initialSettings, type Settings } from '#preload/contract/settings.ts'
import { settingsWriter, type SettingsWriter } from '#renderer/host/settings.ts'
import { createValue, type Value } from '#renderer/host/value.ts'

const settled = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve)
  })

let stored: Settings
let told: Partial<Settings>[]
let failing: ProblemCode | null
let value: Value<Settings>
let writer: SettingsWriter
const set = async (part: Partial<Settings>) => {
  if (failing) throw new Problem(failing, 'as the test wants it')
  told.push(part)
  return (stored = { ...stored, ...part })
}
beforeEach(() => {
  stored = initialSettings
  told = []
  failing = null
  value = createValue(initialSettings)
  writer = settingsWriter(value, set)
})
const reconnect = async () => {
  failing = null
  writer.connected(stored, set)
  await settled()
}

describe('a choice', () => {
  test('it shows at once, and an older echo does not undo it', async () => {
    writer.change({ pace: 300 })
    writer.receive(initialSettings)
    expect(value.get().pace).toBe(300)
    await settled()
    expect([value.get().pace, stored.pace]).toEqual([300, 300])
  })

  test('it holds over a reconnection, and the host is told then', async () => {
    failing = 'unavailable'
    writer.change({ pace: 300 })
    await settled()
    stored = { ...stored, theme: 'dark' }
    await reconnect()
    expect([value.get(), stored, told]).toEqual([{ ...initialSettings, pace: 300, theme: 'dark' }, value.get(), [{ pace: 300 }]])
    await reconnect()
    expect(told.length).toBe(1)
  })

  test('it is the last of several that counts, also one made when the connection is back', async () => {
    failing = 'unavailable'
    writer.change({ pace: 300, theme: 'dark' })
    writer.change({ pace: 310 })
    await settled()
    failing = null
    writer.change({ theme: 'light' })
    await settled()
    await reconnect()
    expect([value.get(), told]).toEqual([{ ...initialSettings, pace: 310, theme: 'light' }, [{ pace: 310, theme: 'light' }]])
  })

  test('it is kept when the connection is lost once more before the host has heard it', async () => {
    failing = 'unavailable'
    writer.change({ pace: 300 })
    await settled()
    writer.connected(stored, set)
    await settled()
    writer.receive(stored)
    expect(value.get().pace).toBe(300)
    await reconnect()
    expect(stored.pace).toBe(300)
  })

  test('it is not asked for again when the host refused it', async () => {
    failing = 'read-only'
    writer.change({ pace: 300 })
    await settled()
    expect(value.get().pace).toBe(300)
    await reconnect()
    expect([value.get().pace, told]).toEqual([initialSettings.pace, []])
  })
})
