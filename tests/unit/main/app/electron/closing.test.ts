import { expect, test } from 'vitest'
import { Closing } from '#main/app/electron/closing.ts'

/** A window whose clock is turned by hand. */
function closingWindow(answer: 'close' | 'stay') {
  const log: string[] = []
  let timers: { ms: number; run: () => void }[] = []
  const ask = (question: string) => () => {
    log.push(question)
    return Promise.resolve(answer)
  }
  const closing = new Closing({
    askUnsaved: ask('unsaved?'),
    askHung: ask('hung?'),
    again: () => log.push('again'),
    destroy: () => log.push('destroy'),
    later: (ms, run) => {
      const timer = { ms, run }
      timers.push(timer)
      return () => {
        timers = timers.filter((one) => one !== timer)
      }
    },
  })
  const wait = async (ms: number) => {
    const due = timers.filter((timer) => timer.ms <= ms)
    timers = timers.filter((timer) => timer.ms > ms)
    for (const { run } of due) run()
    await Promise.resolve()
    await Promise.resolve()
  }
  return { closing, log, wait, waiting: () => timers.length }
}

test('it asks nothing when the page lets go', async () => {
  const { closing, log, wait, waiting } = closingWindow('stay')
  closing.started()
  closing.ended()
  await wait(60_000)
  expect([log, waiting()]).toEqual([[], 0])
})

test('it gives unsaved text a moment before it asks', async () => {
  const { closing, log, wait } = closingWindow('stay')
  closing.started()
  closing.objected()
  expect(log).toEqual([])
  await wait(1500)
  expect(log).toEqual(['again'])
  closing.started()
  closing.ended()
  expect(log).toEqual(['again'])
})

test('it asks when the text can’t be saved, and stays if told so', async () => {
  const { closing, log, wait } = closingWindow('stay')
  for (const _ of [1, 2]) {
    closing.started()
    closing.objected()
    await wait(1500)
  }
  expect(log).toEqual(['again', 'unsaved?'])
  closing.started()
  closing.objected()
  await wait(1500)
  expect(log).toEqual(['again', 'unsaved?', 'again'])
})

test('it closes although text is unsaved when the author says so', async () => {
  const { closing, log, wait } = closingWindow('close')
  for (const _ of [1, 2]) {
    closing.started()
    closing.objected()
    await wait(1500)
  }
  expect(log).toEqual(['again', 'unsaved?', 'destroy'])
})

test('a page that does not answer can’t hold the window', async () => {
  const { closing, log, wait } = closingWindow('close')
  closing.started()
  await wait(5000)
  expect(log).toEqual(['hung?', 'destroy'])
})
