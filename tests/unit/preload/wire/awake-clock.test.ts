import { expect, test } from 'vitest'
import { AwakeClock, lookEveryMs } from '#preload/wire/awake-clock.ts'

/** A computer whose clock goes on while it sleeps. */
function computer() {
  let [at, computed] = [1000, 0]
  const clock = new AwakeClock({ clock: () => at, computedMs: () => computed })
  const from = clock.now()
  return {
    seconds: () => (clock.now() - from) / 1000,
    awake: (seconds: number) => {
      for (let ms = 0; ms < seconds * 1000; ms += lookEveryMs) {
        at += lookEveryMs
        clock.now()
      }
    },
    asleep: (hours: number) => void (at += hours * 3_600_000),
    computing: (seconds: number) => {
      at += seconds * 1000
      computed += seconds * 500
    },
    setBack: (seconds: number) => void (at -= seconds * 1000),
  }
}

test('a night asleep is not in it, whoever looks first afterwards', () => {
  const { awake, asleep, seconds } = computer()
  awake(600)
  asleep(8)
  awake(300)
  asleep(8)
  expect(seconds()).toBeGreaterThanOrEqual(895)
  expect(seconds()).toBeLessThanOrEqual(900)
})

test('a step that computes for minutes and lets nobody look is, and a clock that is set back takes nothing', () => {
  const { awake, computing, setBack, seconds } = computer()
  computing(300)
  awake(60)
  setBack(7200)
  awake(60)
  expect(seconds()).toBeGreaterThanOrEqual(415)
  expect(seconds()).toBeLessThanOrEqual(420)
})
