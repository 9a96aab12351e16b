import { beforeEach, describe, expect, test, vi } from 'vitest'
import { isNewInPlace, knowLibrary } from '#renderer/app/known-library.ts'

const mine = { id: 'mine', ageMs: 1000 }

beforeEach(() => {
  const stored = new Map<string, string>()
  vi.stubGlobal('localStorage', { getItem: (key: string) => stored.get(key) ?? null, setItem: (key: string, value: string) => stored.set(key, value) })
  return () => vi.unstubAllGlobals()
})

describe('a library', () => {
  test('it is nothing new to a browser that knows none, or knows it', () => {
    expect([isNewInPlace(mine, 5000), isNewInPlace({ ...mine, ageMs: 2000 }, 6000)]).toEqual([false, false])
  })

  test('it is new in place of another when it was made since that was seen, until the author has been told', () => {
    isNewInPlace(mine, 5000)
    const made = { id: 'another', ageMs: 500 }
    expect([isNewInPlace(made, 6000), isNewInPlace({ ...made, ageMs: 1500 }, 7000)]).toEqual([true, true])
    knowLibrary(made, 8000)
    expect(isNewInPlace({ ...made, ageMs: 3500 }, 9000)).toBe(false)
  })

  test('it is told of no more once the one before is back, nor is one that is older than that visit', () => {
    isNewInPlace(mine, 5000)
    isNewInPlace({ id: 'another', ageMs: 500 }, 6000)
    expect([isNewInPlace({ ...mine, ageMs: 3000 }, 7000), isNewInPlace({ id: 'another', ageMs: 2500 }, 8000)]).toEqual([false, false])
  })
})
