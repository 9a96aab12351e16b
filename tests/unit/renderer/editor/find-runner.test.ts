import { describe, expect, test } from 'vitest'
import { matchesIn } from '#preload/document/matching.ts'
import type { Sought } from '#preload/document/sought.ts'
import { FindRunner, type PatternAnswer, type PatternQuestion } from '#renderer/editor/find/find-runner.ts'

const sought = (text: string, isPattern = true): Sought => ({ text, matchCase: false, wholeWord: false, isPattern })

/** A runner whose workers answer when the test says so, and whose time passes when it does. */
function bench() {
  const asked: PatternQuestion[] = []
  const timers = new Set<() => void>()
  let [made, ended] = [0, 0]
  let answer: (given: PatternAnswer) => void = () => undefined
  let fail: () => void = () => undefined
  const runner = new FindRunner({
    worker: () => {
      made += 1
      return {
        ask: (question) => void asked.push(question),
        listen: (answered, failed) => {
          answer = answered
          fail = failed
        },
        end: () => {
          ended += 1
        },
      }
    },
    later: (run) => {
      timers.add(run)
      return () => timers.delete(run)
    },
  })
  return {
    runner,
    timers,
    workers: () => ({ made, ended }),
    answerLast: () => {
      const question = asked.at(-1)
      if (!question) throw new Error('nothing was asked')
      const expression = new RegExp(question.pattern.source, question.pattern.flags)
      answer({ id: question.id, matches: question.texts.map((text) => matchesIn(text, expression, true)) })
    },
    failNow: () => fail(),
    timeIsUp: () => {
      for (const run of timers) run()
    },
  }
}

describe('looking for something', () => {
  test('plain text is found at once, without a worker', () => {
    const { runner, workers } = bench()
    expect(runner.run(sought('墨', false), ['墨课', '课'])).toEqual({ kind: 'found', matches: [[{ from: 0, to: 1, groups: null }], []] })
    expect(workers()).toEqual({ made: 0, ended: 0 })
  })

  test('a regular expression is run by a worker, which is kept for the next', async () => {
    const { runner, answerLast, workers, timers } = bench()
    const first = runner.run(sought('\\d+'), ['2026 年'])
    answerLast()
    expect(await first).toEqual({ kind: 'found', matches: [[{ from: 0, to: 4, groups: ['2026'] }]] })
    const second = runner.run(sought('年'), ['2026 年'])
    answerLast()
    expect(await second).toMatchObject({ kind: 'found' })
    expect([workers(), timers.size]).toEqual([{ made: 1, ended: 0 }, 0])
  })

  test('what is no regular expression, or too long, is told and not run', () => {
    const { runner, workers } = bench()
    expect(runner.run(sought('('), ['('])).toEqual({ kind: 'trouble', trouble: 'group-open' })
    expect(runner.run(sought('长'.repeat(10_000), false), ['长'])).toEqual({ kind: 'trouble', trouble: 'too-long' })
    expect(workers().made).toBe(0)
  })

  test('one that takes too long is ended, and the next has a worker of its own', async () => {
    const { runner, answerLast, timeIsUp, workers } = bench()
    const slow = runner.run(sought('(a+)+$'), ['aaaa!'])
    timeIsUp()
    expect(await slow).toEqual({ kind: 'trouble', trouble: 'slow' })
    const next = runner.run(sought('a'), ['a'])
    answerLast()
    expect(await next).toMatchObject({ kind: 'found' })
    expect(workers()).toEqual({ made: 2, ended: 1 })
  })

  test('a newer question overtakes one that is still being answered', async () => {
    const { runner, workers } = bench()
    const older = runner.run(sought('(a+)+$'), ['aaaa!'])
    expect(runner.run(sought('墨', false), ['墨'])).toMatchObject({ kind: 'found' })
    expect([await older, workers()]).toEqual([{ kind: 'overtaken' }, { made: 1, ended: 1 }])
  })

  test('a worker that breaks is as one that takes too long', async () => {
    const { runner, failNow } = bench()
    const asked = runner.run(sought('a'), ['a'])
    failNow()
    expect(await asked).toEqual({ kind: 'trouble', trouble: 'slow' })
  })
})
