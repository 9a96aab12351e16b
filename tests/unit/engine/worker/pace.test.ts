import { expect, test } from 'vitest'
import { Pace } from '#engine/worker/pace.ts'

const work = { step: 1e9, figure: 5e8, reading: 4e9 }
const settings = { schedule: { steps: 100 }, heldOutSteps: 50 } as Parameters<Pace['secondsLeft']>[1]

function paceOf(...ms: number[]): Pace {
  const pace = new Pace()
  for (const each of ms) pace.stepped(each, 100, work)
  return pace
}

test('what is made ready in the first step is no measure of the others', () => {
  expect([paceOf(9000, 1000).secondsLeft(2, settings), paceOf(9000, 1000).operationsPerSecond]).toEqual([98, undefined])
  expect(paceOf(1000, 1000, 1000).secondsLeft(3, settings)).toBe(97)
})

test('a slow minute hardly changes what is left', () => {
  const steady = Array.from({ length: 50 }, () => 1000)
  const left = paceOf(...steady, 3000, 3000, 3000).secondsLeft(53, settings) ?? 0
  expect(left / 47).toBeLessThan(1.2)
})

test('what it gives way counts in what is left, not in how fast it computes', () => {
  const pace = paceOf(1000, 1000, 1000)
  pace.waited(2000)
  pace.stepped(1000, 100, work)
  expect([pace.tokensPerSecond, pace.secondsLeft(4, settings)]).toEqual([100, 144])
})

test('held-out figures count in both', () => {
  const pace = paceOf(1000, 1000, 1000)
  pace.measured(500, work)
  pace.measured(1500, work)
  expect([pace.secondsLeft(3, settings), pace.operationsPerSecond]).toEqual([99, 4e9 / 5])
})

test('while the base reads, what is left is told by what was computed so far, and no step by it', () => {
  const pace = new Pace()
  pace.measured(500, work)
  pace.waited(50_000)
  pace.read(1000, 0.25, work)
  // 1,000 million operations a second: 3 seconds of reading, 100 steps and 2 figures.
  expect(pace.secondsFromReading(0, settings, work)).toBeCloseTo(3 + 100 + 1, 6)
  pace.read(3000, 1, work)
  expect(pace.secondsFromReading(60, settings, work)).toBeCloseTo(40 + 0.5, 6)
  expect(pace.operationsPerSecond).toBeUndefined()
  for (let i = 0; i < 3; i++) pace.stepped(1000, 100, work)
  expect(pace.operationsPerSecond).toBeCloseTo(1e9, 6)
  // It gave way to somebody while it read, not while it learnt.
  expect(pace.secondsLeft(3, settings)).toBeCloseTo(97 + 0.5 * 2, 6)
})

test('steps beside other work tell how fast a run was, and not how fast it is on a computer that is free', () => {
  const beside = paceOf(...Array.from({ length: 60 }, (_, at) => (at < 30 ? 3000 : 1000)))
  beside.measured(500, work)
  expect(beside.operationsPerSecond).toBeCloseTo((60e9 + 5e8) / 120.5, 0)
  expect(beside.freeOperationsPerSecond).toBeCloseTo((60e9 + 5e8) / 60.5, 0)
  // A single lucky one is no measure, and what is made ready first is none either.
  expect(paceOf(9000, 1000, 1000, 1000, 100).freeOperationsPerSecond).toBeCloseTo(1e9, 0)
  expect(paceOf(1000, 1000).freeOperationsPerSecond).toBeUndefined()
})

test('what was read before took no time now', () => {
  const pace = new Pace()
  pace.readBefore(0.5)
  pace.read(1000, 0.75, work)
  expect(pace.secondsFromReading(0, settings, { ...work, step: 0, figure: 0 })).toBeCloseTo(1, 6)
})
