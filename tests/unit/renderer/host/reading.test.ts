import { expect, test } from 'vitest'
import { Problem } from '#preload/contract/problem.ts'
import { Reading } from '#renderer/host/reading.ts'

/** A reading whose questions the test answers, and what was told of it. */
function desk() {
  const told: string[] = []
  const reading = new Reading<string>({ read: (value) => told.push(value), failed: ({ code }) => told.push(code) })
  const asked: (PromiseWithResolvers<string> & { readonly signal: AbortSignal })[] = []
  const ask = (signal: AbortSignal) => {
    const answer = { ...Promise.withResolvers<string>(), signal }
    asked.push(answer)
    return answer.promise
  }
  return { told, asked, reading, again: () => reading.again(ask) }
}

test('an answer that comes after a newer question is told no more, and neither is its failure', async () => {
  const { told, asked, again } = desk()
  const all = [again(), again(), again()]
  expect(asked.map(({ signal }) => signal.aborted)).toEqual([true, true, false])
  asked[2]?.resolve('new')
  asked[0]?.resolve('old')
  asked[1]?.reject(new Problem('cancelled', 'given up'))
  await Promise.all(all)
  expect(told).toEqual(['new'])
})

test('whoever asked first waits until the newest is read', async () => {
  const { told, asked, again } = desk()
  const first = again().then(() => told.push('first is done'))
  void again()
  asked[0]?.resolve('old')
  await new Promise((resolve) => setTimeout(resolve))
  expect(told).toEqual([])
  asked[1]?.resolve('new')
  await first
  expect(told).toEqual(['new', 'first is done'])
})

test('a Problem is told, and a fault of the program thrown on', async () => {
  const { told, asked, again } = desk()
  const failed = again()
  asked[0]?.reject(new Problem('unavailable', 'gone'))
  await failed
  expect(told).toEqual(['unavailable'])
  const faulty = again()
  asked[1]?.reject(new TypeError('no function'))
  await expect(faulty).rejects.toThrow('no function')
})

test('once it is stopped nothing is told', async () => {
  const { told, asked, reading, again } = desk()
  const one = again()
  reading.stop()
  asked[0]?.resolve('late')
  await one
  expect(told).toEqual([])
})
