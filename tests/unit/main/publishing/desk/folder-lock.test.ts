import { once } from 'node:events'
import { readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { LOCK, locked, unlockAfterEnd } from '#main/publishing/desk/folder-lock.ts'
import { temporaryFolder } from '../../store/temporary.ts'

/** A folder with a lock of `holder`, touched `minutes` ago. */
function lockedBy(holder: unknown, minutes = 0): string {
  const folder = temporaryFolder()
  const at = join(folder, LOCK)
  writeFileSync(at, typeof holder === 'string' ? holder : JSON.stringify(holder))
  const then = new Date(Date.now() - minutes * 60_000)
  utimesSync(at, then, then)
  return folder
}

/** Whether a folder could be taken, and nothing stays of the lock afterwards. */
function isTaken(folder: string): boolean {
  const unlock = locked(folder)
  unlock?.()
  expect(readdirSync(folder)).toEqual(unlock === null ? [LOCK] : [])
  return unlock !== null
}

test('a folder is one export’s until it lets go, and says which process has it', () => {
  const folder = temporaryFolder()
  const unlock = locked(folder)
  expect(JSON.parse(readFileSync(join(folder, LOCK), 'utf8'))).toMatchObject({ host: hostname(), pid: process.pid })
  expect(locked(folder)).toBeNull()
  unlock?.()
  expect(isTaken(folder)).toBe(true)
})

describe('a lock that was left behind', () => {
  const alive = { host: hostname(), pid: process.pid }

  test('by a process that is gone is taken over', () => {
    expect(isTaken(lockedBy({ ...alive, pid: 999_999_999, began: null }))).toBe(true)
  })

  test.runIf(process.platform === 'linux')('whose number another process has now is taken over', () => {
    expect(isTaken(lockedBy({ ...alive, began: 'another start 1' }))).toBe(true)
  })

  test.each([
    ['touched just now holds, where nobody can tell when its process began', { ...alive, began: null }, 0, false],
    ['not touched for long is taken over, where nobody can tell when its process began', { ...alive, began: null }, 6, true],
    ['by another computer holds while it is touched', { host: 'elsewhere', pid: 1, began: null }, 4, false],
    ['by another computer that touches it no more is taken over', { host: 'elsewhere', pid: 1, began: null }, 6, true],
    ['with nothing in it yet holds for a moment', '', 0, false],
    ['with nothing in it is taken over after that', '', 1, true],
    ['by a version that wrote its number alone holds at first', String(process.pid), 1, false],
    ['by a version that wrote its number alone is taken over once it is old', String(process.pid), 6, true],
  ])('%s', (_, holder, minutes, taken) => {
    expect(isTaken(lockedBy(holder, minutes))).toBe(taken)
  })
})

describe('the lock of a taking', () => {
  const dead = { host: hostname(), pid: 999_999_999, began: null }
  const withTaking = (holder: object): string => {
    const folder = lockedBy(dead)
    writeFileSync(join(folder, `${LOCK}.taking`), JSON.stringify(holder))
    return folder
  }

  test('that another holds leaves the folder to it', () => {
    const folder = withTaking({ host: hostname(), pid: process.pid, began: null })
    expect(locked(folder)).toBeNull()
    expect(readdirSync(folder)).toEqual([LOCK, `${LOCK}.taking`])
  })

  test('that was left behind is taken over as well, and goes with the lock', () => {
    expect(isTaken(withTaking(dead))).toBe(true)
    const folder = withTaking(dead)
    rmSync(join(folder, LOCK))
    expect(isTaken(folder)).toBe(true)
  })

  test('is freed after its thread was ended', async () => {
    const folder = withTaking(dead)
    locked(folder)
    renameSync(join(folder, LOCK), join(folder, `${LOCK}.taking`))
    await unlockAfterEnd(folder)
    expect(readdirSync(folder)).toEqual([])
  })
})

test('of several that find a lock left at once, one alone gets the folder, every time', async () => {
  const takers = Array.from({ length: 3 }, () => new Worker(new URL('lock-taker.ts', import.meta.url)))
  const all = async (asked: string): Promise<unknown[]> =>
    Promise.all(takers.map(async (taker) => (taker.postMessage(asked), ((await once(taker, 'message')) as [unknown])[0])))
  try {
    const got: number[] = []
    for (let round = 0; round < 150; round++) {
      got.push((await all(lockedBy({ host: hostname(), pid: 999_999_999, began: null }))).filter(Boolean).length)
      await all('')
    }
    expect(got.filter((number) => number !== 1)).toEqual([])
  } finally {
    await Promise.all(takers.map((taker) => taker.terminate()))
  }
})

test('what this process held is freed after its thread was ended, and never what another holds', async () => {
  const mine = temporaryFolder()
  locked(mine)
  const theirs = lockedBy({ host: 'elsewhere', pid: process.pid, began: null })
  await unlockAfterEnd(mine)
  await unlockAfterEnd(theirs)
  expect([readdirSync(mine), readdirSync(theirs)]).toEqual([[], [LOCK]])
})
