import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
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
async function isTaken(folder: string): Promise<boolean> {
  const unlock = await locked(folder)
  await unlock?.()
  expect(readdirSync(folder)).toEqual(unlock === null ? [LOCK] : [])
  return unlock !== null
}

test('a folder is one export’s until it lets go, and says which process has it', async () => {
  const folder = temporaryFolder()
  const unlock = await locked(folder)
  expect(JSON.parse(readFileSync(join(folder, LOCK), 'utf8'))).toMatchObject({ host: hostname(), pid: process.pid })
  expect(await locked(folder)).toBeNull()
  await unlock?.()
  expect(await isTaken(folder)).toBe(true)
})

describe('a lock that was left behind', () => {
  const alive = { host: hostname(), pid: process.pid }

  test('by a process that is gone is taken over', async () => {
    expect(await isTaken(lockedBy({ ...alive, pid: 999_999_999, began: null }))).toBe(true)
  })

  test.runIf(process.platform === 'linux')('whose number another process has now is taken over', async () => {
    expect(await isTaken(lockedBy({ ...alive, began: 'another start 1' }))).toBe(true)
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
  ])('%s', async (_, holder, minutes, taken) => {
    expect(await isTaken(lockedBy(holder, minutes))).toBe(taken)
  })
})

test('what this process held is freed after its thread was ended, and never what another holds', async () => {
  const mine = temporaryFolder()
  await locked(mine)
  const theirs = lockedBy({ host: 'elsewhere', pid: process.pid, began: null })
  await unlockAfterEnd(mine)
  await unlockAfterEnd(theirs)
  expect([readdirSync(mine), readdirSync(theirs)]).toEqual([[], [LOCK]])
})
