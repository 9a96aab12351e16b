import { expect, test } from 'vitest'
import type { BackupWork, Checked } from '#preload/contract/backups.ts'
import { checkedOf, shareOf } from '#renderer/panels/backups/checked.ts'

type Item = { readonly work: BackupWork | null; readonly checked: Checked | null }

const work = (done: number, total: number): BackupWork => ({ phase: 'checking', done, total })
// Nothing of it is read here but which one it is.
const checked = { id: 'one' } as Checked

async function* items(...given: readonly Item[]): AsyncGenerator<Item> {
  yield* given
}

test('what was checked is answered, and how far it is was shown', async () => {
  const shown: unknown[] = []
  const found = await checkedOf(items({ work: work(1, 4), checked: null }, { work: work(4, 4), checked }), (...each) => shown.push(each))
  expect([found, shown]).toEqual([
    checked,
    [
      ['checking', 0.25],
      ['checking', 1],
    ],
  ])
})

test('a check that ends without a word of what it found is a problem, never something that came back', async () => {
  await expect(checkedOf(items({ work: work(1, 1), checked: null }), () => undefined)).rejects.toMatchObject({ code: 'not-found' })
  await expect(checkedOf(items(), () => undefined)).rejects.toMatchObject({ code: 'not-found' })
})

test('nothing to do is not done in part', () => {
  expect(shareOf(work(0, 0))).toBe(0)
})
