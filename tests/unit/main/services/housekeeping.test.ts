import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { keepHouse } from '#main/services/housekeeping.ts'
import { openWorkspace } from '#main/services/open-workspace.ts'
import type { Store } from '#main/store/store.ts'
import { temporaryFolder } from '../store/temporary.ts'

/** A workspace with a lesson of 200 batches, all of them old. */
async function oldLesson() {
  const workspace = await openWorkspace({ folder: temporaryFolder() })
  onTestFinished(() => workspace.close())
  const lesson =
    workspace.write('tree', (store) => store.createCourse({ title: '课', chapters: [{ title: '章', lessons: [{ title: '节' }] }] })).chapters[0]?.lessons[0] ??
    ''
  const type = (store: Store, base: number) =>
    store.append({
      lesson,
      batch: `batch-${base}`,
      base,
      changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text: '字' }],
      at: base * 1000 + Math.floor(base / 40) * 3_600_000,
    })
  workspace.write('none', (store) => {
    for (let base = 0; base < 200; base += 1) type(store, base)
  })
  const moments = () => workspace.read((store) => store.moments(lesson, 0, 200).length)
  const house = (part: { isEdited?: (lesson: string) => boolean; restMs?: number } = {}) => {
    const made = keepHouse({ workspace, isEdited: () => false, reportBug: (error) => Promise.reject(error), pauseMs: 0, ...part })
    onTestFinished(() => made.stop())
    return made
  }
  return { workspace, lesson, type, moments, house }
}

test('it packs while nobody writes, and the text stays', async () => {
  const { workspace, lesson, moments, house } = await oldLesson()
  expect(moments()).toBe(200)
  await house().run()
  expect(moments()).toBeLessThan(80)
  expect(workspace.read((store) => store.openLesson(lesson).doc[0]?.children)).toEqual([{ text: '字'.repeat(200) }])
})

test('it leaves a lesson alone that a page edits', async () => {
  const { moments, house } = await oldLesson()
  await house({ isEdited: () => true }).run()
  expect(moments()).toBe(200)
})

test('it ends at the first key', async () => {
  const { workspace, lesson, type, moments, house } = await oldLesson()
  const running = house().run()
  workspace.write('text', (store) => type(store, 200))
  await running
  expect(moments()).toBeGreaterThan(150)
  expect(workspace.read((store) => store.openLesson(lesson).revision)).toBe(201)
})

test('it does nothing once it is stopped', async () => {
  const { moments, house } = await oldLesson()
  const made = house()
  made.stop()
  await made.run()
  expect(moments()).toBe(200)
})

test('it goes on once another workspace took the place, by itself and when asked', async () => {
  const { workspace, lesson, type, house } = await oldLesson()
  const made = house({ restMs: 20 })
  const kept = join(temporaryFolder(), 'kept.sqlite')
  await workspace.lend(async (db) => void (await db.backup(kept)))
  await workspace.replaceWith(kept)
  const packed = () => workspace.read((store) => store.moments(lesson, 0, 200).length)
  await expect.poll(packed).toBeLessThan(80)
  workspace.write('text', (store) => {
    for (let base = 200; base < 400; base += 1) type(store, base)
  })
  await made.run()
  expect(workspace.read((store) => store.moments(lesson, 200, 400).length)).toBeLessThan(80)
})
