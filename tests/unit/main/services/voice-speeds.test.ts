import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import * as records from '#main/services/record-file.ts'
import { VoiceSpeeds } from '#main/services/voice-speeds.ts'
import type { RunPlan } from '#preload/contract/runs.ts'
import type { RunEvent } from '#preload/contract/trainer.ts'
import { temporaryFolder } from '../store/temporary.ts'

const setup = { method: 'lora', bits: 32, rank: 16, steps: 100, length: 512, batch: 4 } as const
/** A run of 1e12 operations, on a computer whose short product was this fast now. */
const planAt = (operationsPerSecond: number, part: Partial<RunPlan> = {}): RunPlan => ({
  ...{ base: { name: '墨课入门', family: 'qwen3' }, setup, memory: 1, fits: true, free: 2, remedy: null },
  seconds: 1e12 / operationsPerSecond,
  speed: { device: 'cpu', sizes: 'small', operationsPerSecond },
  ...part,
})
const began = (device = 'cpu'): RunEvent => ({
  ...{ kind: 'began', step: 0, setup, lighter: 0, heldOut: [], device, charactersPerToken: 1.6 },
  base: { name: 'starter', family: 'qwen3', sizes: 'small', numbers: 'n' },
})
const done: RunEvent = { kind: 'done', step: 1, base: { step: 0, bitsPerCharacter: 4 }, best: { step: 1, bitsPerCharacter: 3 } }
const saved = (operationsPerSecond: number, step = 50): RunEvent => ({ kind: 'saved', step, operationsPerSecond })

vi.mock('#main/services/record-file.ts', { spy: true })

function speedsIn(folder = temporaryFolder(), clock = { hour: 1 }, isWritable = true) {
  const open = () => new VoiceSpeeds({ workspace: { isWritable: () => isWritable }, folder, now: () => clock.hour * 3_600_000 })
  return { folder, clock, open, speeds: open() }
}
const inMinutes = ({ least, most }: { least: number; most: number }) => [least / 60, most / 60]

test('a studio that waited for another tells times by what that one measured, and keeps it', () => {
  const { folder, open, speeds } = speedsIn()
  const waiting = open()
  speeds.hear(began())
  speeds.hear(saved(2e9))
  waiting.takeOver()
  waiting.timeOf(planAt(1e9), 'a')
  expect(JSON.parse(readFileSync(join(folder, 'voice', 'speeds.json'), 'utf8'))).toMatchObject({
    runs: { 'small lora 32 cpu': 2e9 },
    products: { cpu: [{ speed: 1e9 }] },
  })
})

describe('before any run', () => {
  test('two times are told, because a short product is no run', () => {
    expect(inMinutes(speedsIn().speeds.timeOf(planAt(1e9), 'a'))).toEqual([12, 20])
  })

  test('they stay while the computer is used and the page asks again', () => {
    const { speeds, clock } = speedsIn()
    const told = [1e9, 0.5e9, 0.9e9, 0.4e9, 1.1e9, 0.5e9].map((measured) => {
      clock.hour += 0.01
      return inMinutes(speeds.timeOf(planAt(measured), 'a'))
    })
    expect(told).toEqual(Array.from({ length: 6 }, () => [12, 20]))
  })

  test('they are those of a free computer, also after a restart, and when another is asked for', () => {
    const { speeds, open } = speedsIn()
    speeds.timeOf(planAt(1e9), 'a')
    expect(inMinutes(open().timeOf(planAt(0.5e9), 'b'))).toEqual([12, 20])
  })

  test('a computer that was slow for as many hours as are remembered is slow', () => {
    const { speeds, clock } = speedsIn()
    speeds.timeOf(planAt(1e9), 'a')
    for (let at = 0; at < 8; at++) {
      clock.hour += 1
      speeds.timeOf(planAt(0.5e9), 'a')
    }
    expect(inMinutes(speeds.timeOf(planAt(0.5e9), 'a'))).toEqual([25, 40])
  })
})

describe('after a run', () => {
  test('it is told by how fast that was, more exactly, also after a restart', () => {
    const { speeds, open } = speedsIn()
    expect(inMinutes(speeds.timeOf(planAt(1e9), 'a'))).toEqual([12, 20])
    for (const news of [began(), saved(5e9), saved(5.5e9)]) speeds.hear(news)
    expect(inMinutes(speeds.timeOf(planAt(1e9), 'a'))).toEqual([3, 3])
    expect(inMinutes(open().timeOf(planAt(0.3e9), 'a'))).toEqual([3, 3])
  })

  test('of a few steps only, nothing is known yet, also where it goes on', () => {
    const { speeds } = speedsIn()
    const goneOn: RunEvent = { ...began(), step: 5 } as RunEvent
    for (const news of [began(), saved(1e8, 5), goneOn, saved(1e8, 14), done]) speeds.hear(news)
    expect(inMinutes(speeds.timeOf(planAt(1e9), 'a'))).toEqual([12, 20])
  })

  test('another device, model or method is told by its own', () => {
    const { speeds } = speedsIn()
    for (const news of [began('webgpu'), saved(5e9)]) speeds.hear(news)
    expect(inMinutes(speeds.timeOf(planAt(1e9), 'a'))).toEqual([12, 20])
    const ofGraphics = planAt(1e9, { speed: { device: 'webgpu', sizes: 'small', operationsPerSecond: 1e9 } })
    expect(inMinutes(speeds.timeOf(ofGraphics, 'b'))).toEqual([3, 4])
    expect(inMinutes(speeds.timeOf({ ...ofGraphics, setup: { ...setup, method: 'full' } }, 'c'))).toEqual([12, 20])
  })

  test('one slow run does not outweigh the one before it, and one that goes on counts once', () => {
    const { speeds } = speedsIn()
    for (const news of [began(), saved(4e9), done, began(), saved(1e9), saved(1e9), began(), saved(1e9)]) speeds.hear(news)
    // From what it takes on a free computer to what lies between the two.
    expect(inMinutes(speeds.timeOf(planAt(1e9), 'a'))).toEqual([4, 10])
  })

  test('one that goes on after a restart is still one run, whose slowness says little', () => {
    const { open, speeds } = speedsIn()
    for (const news of [began(), saved(1e8, 50)]) speeds.hear(news)
    const before = speeds.timeOf(planAt(1e9), 'a')
    const later = open()
    for (const news of [{ ...began(), step: 50 } as RunEvent, saved(1e8, 90)]) later.hear(news)
    expect(later.timeOf(planAt(1e9), 'a')).toEqual(before)
  })

  test('after a slow run among fast ones it is told by the fast ones again, also after a restart', () => {
    const { speeds, open } = speedsIn()
    for (const speed of [4e9, 4.1e9, 1e9]) for (const news of [began(), saved(speed), done]) speeds.hear(news)
    expect(inMinutes(speeds.timeOf(planAt(1e9), 'a'))).toEqual([4, 10])
    for (const news of [began(), saved(4e9), done]) speeds.hear(news)
    expect([inMinutes(speeds.timeOf(planAt(1e9), 'a')), inMinutes(open().timeOf(planAt(1e9), 'a'))]).toEqual([
      [4, 5],
      [4, 5],
    ])
  })

  test('it is told by the faster steps of a run beside other work', () => {
    const { speeds } = speedsIn()
    for (const news of [began(), { ...saved(1e9), freeOperationsPerSecond: 4e9 } as RunEvent]) speeds.hear(news)
    expect(inMinutes(speeds.timeOf(planAt(1e9), 'a'))).toEqual([4, 5])
  })

  test('a single run that was far slower than the computer is told from that to what a free one would take, and a second one like it by itself', () => {
    const { speeds } = speedsIn()
    for (const news of [began(), saved(1e9), done]) speeds.hear(news)
    expect(inMinutes(speeds.timeOf(planAt(4e9), 'a'))).toEqual([4, 10])
    for (const news of [began(), saved(1e9), done]) speeds.hear(news)
    expect(inMinutes(speeds.timeOf(planAt(4e9), 'a'))).toEqual([15, 20])
  })

  test('a computer that became slower is slow after as many runs as are remembered, and no more are kept', () => {
    const { speeds, folder } = speedsIn()
    const told: number[][] = []
    for (const speed of [4e9, 1e9, 1e9, 1e9, 1e9, 1e9, 1e9]) {
      for (const news of [began(), saved(speed), done]) speeds.hear(news)
      told.push(inMinutes(speeds.timeOf(planAt(1e9), `${told.length}`)))
    }
    expect([told[4], told[5]]).toEqual([
      [4, 10],
      [15, 20],
    ])
    const { earlier } = JSON.parse(readFileSync(join(folder, 'voice', 'speeds.json'), 'utf8')) as { earlier: Record<string, number[]> }
    expect(earlier['small lora 32 cpu']).toEqual([1e9, 1e9, 1e9, 1e9])
  })

  test('what runs instead where it does not fit is what is told', () => {
    const { speeds } = speedsIn()
    for (const news of [began(), saved(5e9)]) speeds.hear(news)
    const remedy = { setup, memory: 1, seconds: 2000 }
    expect(inMinutes(speeds.timeOf(planAt(1e9, { fits: false, seconds: 9e6, remedy }), 'a'))).toEqual([6, 8])
  })
})

test('it is kept beside the adapters, for its author alone; nothing is where another studio has the folder', () => {
  const { speeds, folder } = speedsIn()
  for (const news of [began(), saved(5e9)]) speeds.hear(news)
  const file = join(folder, 'voice', 'speeds.json')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ version: 1, products: {}, runs: { 'small lora 32 cpu': 5e9 } })
  expect(statSync(file).mode & 0o077).toBe(0)
  const other = speedsIn(temporaryFolder(), { hour: 1 }, false)
  for (const news of [began(), saved(5e9)]) other.speeds.hear(news)
  expect(inMinutes(other.open().timeOf(planAt(1e9), 'a'))).toEqual([12, 20])
})

test.each([
  ['is cut short', '{"version": 1, "produ'],
  ['is of a newer version', '{"version": 2, "products": {}, "runs": {}}'],
  ['says what no computer does', '{"version": 1, "products": {}, "runs": {"small lora 32 cpu": -1}}'],
])('where the file %s, times are told as before any run, and what is measured is kept again', (_, text) => {
  const { speeds, open, folder } = speedsIn()
  for (const news of [began(), saved(5e9)]) speeds.hear(news)
  writeFileSync(join(folder, 'voice', 'speeds.json'), text)
  const anew = open()
  expect(inMinutes(anew.timeOf(planAt(1e9), 'a'))).toEqual([12, 20])
  for (const news of [began(), saved(5e9)]) anew.hear(news)
  expect(inMinutes(open().timeOf(planAt(1e9), 'a'))).toEqual([3, 4])
})

test('a clock that is set back loses nothing, and what is remembered does not grow', () => {
  const { speeds, clock, open, folder } = speedsIn()
  clock.hour = 1000
  speeds.timeOf(planAt(1e9), 'a')
  clock.hour = 3
  expect(inMinutes(speeds.timeOf(planAt(0.5e9), 'b'))).toEqual([12, 20])
  for (; clock.hour < 20; clock.hour++) speeds.timeOf(planAt(0.5e9), 'a')
  const record = JSON.parse(readFileSync(join(folder, 'voice', 'speeds.json'), 'utf8')) as { products: { cpu: { hour: number }[] } }
  expect(record.products.cpu.map(({ hour }) => hour)).toEqual([12, 13, 14, 15, 16, 17, 18, 19])
  expect(inMinutes(open().timeOf(planAt(0.5e9), 'a'))).toEqual([25, 40])
})

test('on a full disk what was measured holds while the studio is open, and is written when there is room', () => {
  const { speeds, open } = speedsIn()
  const full = Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
  const write = vi.mocked(records.writeRecord).mockImplementation(() => {
    throw full
  })
  onTestFinished(() => void write.mockReset())
  for (const news of [began(), saved(5e9)]) speeds.hear(news)
  expect([inMinutes(speeds.timeOf(planAt(1e9), 'a')), inMinutes(open().timeOf(planAt(1e9), 'a'))]).toEqual([
    [3, 4],
    [12, 20],
  ])
  write.mockReset()
  speeds.hear(saved(5e9))
  expect(inMinutes(open().timeOf(planAt(1e9), 'a'))).toEqual([3, 4])
})
