/** Workspaces that broke after a good copy of them was made, and what is restored of them. */
import { copyFileSync, readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { readBin } from '#main/store/bin.ts'
import { listCopies, makeCopy } from '#main/store/copies.ts'
import { connectToRead, connectToWrite } from '#main/store/database.ts'
import { openStore, putCopyInPlace } from '#main/store/open.ts'
import { placesIn, type Places } from '#main/store/places.ts'
import type { Store } from '#main/store/store.ts'
import { readTree } from '#main/store/tree.ts'
import { blockText } from '#preload/document/lines.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { clock, temporaryFolder } from './temporary.ts'

export const now = clock()
export const fill = (store: Store) => {
  store.createCourse({ title: '课', chapters: [{ title: '章', lessons: [{ title: '甲' }, { title: '乙' }] }] })
}

export interface Written {
  readonly places: Places
  readonly lessons: readonly [string, string]
  /** The good copy. Each lesson has five batches in it. */
  readonly copy: string
}

export type Work = (store: Store, lessons: readonly [string, string]) => void

/** Two lessons of five batches each and whatever `before` does in a good copy, then whatever `since` does, closed. */
export async function written(since: Work, before: Work = () => undefined): Promise<Written> {
  const places = placesIn(temporaryFolder())
  const opened = await openStore(places, { now, fill })
  if (opened.phase !== 'open') throw new Error(`it is ${opened.phase}`)
  const [first, second] = opened.store.tree()[0]?.chapters[0]?.lessons ?? []
  const lessons = [first?.id ?? '', second?.id ?? ''] as const
  for (const lesson of lessons) type(opened.store, lesson, 0, 5)
  before(opened.store, lessons)
  await makeCopy(opened.db, places.copies, now())
  since(opened.store, lessons)
  opened.db.close()
  opened.lock.release()
  return { places, lessons, copy: listCopies(places.copies)[0]?.id ?? '' }
}

/** Batches that write their own numbers, one block each. */
export function type(store: Store, lesson: string, from: number, to: number, words = ''): void {
  for (let base = from; base < to; base += 1)
    store.append({
      lesson,
      batch: `${words}batch-${base}`,
      base,
      changes: [{ type: 'insert_node', path: [base], node: paragraph(`${words}第${base}段`, `b${base}`) }],
      at: 1,
    })
}

/** What a lesson says once the copy was put in the place of the damaged workspace, and that it can be written on. */
export async function restored({ places, copy }: Written): Promise<(lesson: string) => string> {
  const kept = 'workspace.broken-2026-11-24T08-00-00-000Z.sqlite'
  copyFileSync(places.file, join(places.folder, kept))
  const before = readFileSync(join(places.folder, kept))
  truncateSync(places.file, 4096)
  const broken = await openStore(places, { now, fill })
  if (broken.phase !== 'broken') throw new Error(`it is ${broken.phase}`)
  putCopyInPlace(places, copy, { salvaged: kept, now })
  broken.lock?.release()
  expect(readFileSync(join(places.folder, kept)).equals(before)).toBe(true)
  const opened = await openStore(places, { now, fill })
  if (opened.phase !== 'open') throw new Error(`it is ${opened.phase}`)
  onTestFinished(() => {
    opened.db.close()
    opened.lock.release()
  })
  return (lesson) => {
    const { revision, doc } = opened.store.openLesson(lesson)
    expect(
      opened.store.append({ lesson, batch: 'batch-after', base: revision, changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text: '' }], at: 1 }),
    ).toBe(revision + 1)
    return doc.map(blockText).join(' ').trim()
  }
}

export function numbers(to: number, words = ''): string {
  return Array.from({ length: to }, (_, index) => `${words}第${index}段`).join(' ')
}

export function alter(places: Places, sql: string, ...values: unknown[]): void {
  const db = connectToWrite(places.file)
  db.prepare(sql).run(...values)
  db.close()
}

/** Alters what the database would not take, as damage does. */
export function damage(places: Places, sql: string, ...values: unknown[]): void {
  const db = connectToWrite(places.file)
  db.pragma('foreign_keys = OFF')
  db.pragma('ignore_check_constraints = ON')
  db.prepare(sql).run(...values)
  db.close()
}

/** An id with one damaged character. */
export const flipped = 'substr(id, 1, 4) || char(unicode(substr(id, 5, 1)) + 1) || substr(id, 6)'

/** What the author sees once the copy was put in the place of the damaged workspace: the tree as lines, and titles in the bin. */
export async function restoredTree(all: Written): Promise<{ tree: string[]; bin: string[] }> {
  await restored(all)
  return treeOf(all)
}

export function treeOf(all: Written): { tree: string[]; bin: string[] } {
  const db = connectToRead(all.places.file)
  onTestFinished(() => {
    db.close()
  })
  const tree = readTree(db).flatMap((course) => [
    course.title,
    ...course.chapters.map((chapter) => `${course.title} ${chapter.title}: ${chapter.lessons.map((lesson) => lesson.title).join(' ')}`),
  ])
  return { tree, bin: readBin(db).map((entry) => entry.title) }
}

/** Ids of the one course and the one chapter that every copy here has. */
export function placeOf(store: Store): { course: string; chapter: string } {
  const [course] = store.tree()
  return { course: course?.id ?? '', chapter: course?.chapters[0]?.id ?? '' }
}
