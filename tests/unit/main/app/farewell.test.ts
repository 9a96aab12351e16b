import { expect, test } from 'vitest'
import { farewell } from '#main/app/farewell.ts'

const bugs: unknown[] = []
const reportBug = (error: unknown) => bugs.push(error)

test('it waits for the work', async () => {
  let done = false
  await farewell(async () => {
    await new Promise((resolve) => {
      setTimeout(resolve, 5)
    })
    done = true
  }, reportBug)
  expect(done).toBe(true)
})

test('it gives up work that never ends', async () => {
  let ended = false
  void farewell(() => new Promise(() => undefined), reportBug, 5).then(() => {
    ended = true
  })
  await expect.poll(() => ended).toBe(true)
})

test('it logs a fault and ends', async () => {
  await farewell(() => Promise.reject(new Error('no')), reportBug)
  expect(bugs).toEqual([new Error('no')])
})
