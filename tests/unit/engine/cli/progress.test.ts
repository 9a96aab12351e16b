import { expect, test } from 'vitest'
import { createProgress, formatDuration } from '#engine/cli/progress.ts'

function trial(isTTY: boolean, columns?: number) {
  let written = ''
  const clock = { now: 0 }
  const progress = createProgress({ isTTY, ...(columns !== undefined && { columns }), write: (text) => (written += text) }, () => clock.now)
  return { progress, clock, text: () => written }
}

test('on a terminal it rewrites one line, ten times a second at most', () => {
  const { progress, clock, text } = trial(true)
  progress.update('1')
  progress.update('2')
  clock.now = 100
  progress.update('3')
  clock.now = 110
  progress.update('4')
  progress.finish()
  expect(text()).toBe('\r\u001b[2K1\r\u001b[2K3\r\u001b[2K4\n')
})

test('on a terminal a note takes the place of the line', () => {
  const { progress, clock, text } = trial(true)
  progress.update('1')
  progress.note('Mind this.')
  clock.now = 100
  progress.update('2')
  progress.finish()
  progress.finish()
  expect(text()).toBe('\r\u001b[2K1\r\u001b[2KMind this.\n\r\u001b[2K2\r\u001b[2K2\n')
})

test('on a terminal it never wraps', () => {
  const { progress, text } = trial(true, 8)
  progress.update('课程课程课程')
  expect(text()).toBe('\r\u001b[2K课程课')
})

test('in a log it adds a line every ten seconds, and the last state', () => {
  const { progress, clock, text } = trial(false)
  for (clock.now = 0; clock.now <= 25_000; clock.now += 1000) progress.update(`at ${clock.now}`)
  progress.note('Mind this.')
  progress.finish()
  progress.finish()
  expect(text()).toBe('at 0\nat 10000\nat 20000\nMind this.\nat 25000\n')
})

test('it says nothing where there was nothing to say', () => {
  for (const isTTY of [true, false]) {
    const { progress, text } = trial(isTTY)
    progress.finish()
    expect(text()).toBe('')
  }
})

test.each([
  [0.4, '0 s'],
  [59.4, '59 s'],
  [60, '1 min 00 s'],
  [185, '3 min 05 s'],
  [7620, '2 h 07 min'],
  [-5, '0 s'],
])('%d seconds are %s', (seconds, said) => {
  expect(formatDuration(seconds)).toBe(said)
})
