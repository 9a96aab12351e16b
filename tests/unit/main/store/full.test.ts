import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { failureFrom } from '#main/store/failure.ts'
import { numberPragma } from '#main/store/database.ts'
import { blockText } from '#preload/document/lines.ts'
import type { Change } from '#preload/document/schema.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { openedStore, temporaryFolder } from './temporary.ts'

const typed: Change[] = [{ type: 'insert_text', path: [0, 0], offset: 0, text: '墨' }]

/** What an attempt fails with, as the services would see it. */
function failure(work: () => unknown, folder: string): string {
  try {
    work()
  } catch (error) {
    return failureFrom(error, folder)?.code ?? String(error)
  }
  return 'none'
}

/** So many signs that compressing makes them little shorter. */
const manySigns = (count: number) => Array.from({ length: count }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919 + at * at * 31) % 20_000))).join('')
const large: Change[] = [{ type: 'insert_node', path: [0], node: paragraph(manySigns(40_000)) }]

test('a folder that the disk does not even let be made is the disk’s refusal', () => {
  const refused = Object.assign(new Error('EIO: i/o error, mkdir'), { code: 'EIO', syscall: 'mkdir' })
  expect(failureFrom(refused, join(temporaryFolder(), 'gone'))?.code).toBe('disk-error')
})

describe('a file that may not grow', () => {
  test('it fails with disk-full, writes nothing of the batch, and takes it when there is room again', () => {
    const { store, lesson, db, folder } = openedStore()
    db.pragma(`max_page_count = ${numberPragma(db, 'page_count') + 2}`)
    const batch = { lesson, batch: 'batch-one', base: 0, changes: large, at: 1 }
    expect(failure(() => store.append(batch), folder)).toBe('disk-full')
    expect(failure(() => store.append(batch), folder)).toBe('disk-full')
    expect(store.openLesson(lesson).revision).toBe(0)
    db.pragma('max_page_count = 1000000')
    expect(store.append(batch)).toBe(1)
    expect(blockText(store.openLesson(lesson).doc[0]!)).toHaveLength(40_000)
  })

  test('it writes batches of several lessons in all of them or in none', () => {
    const { store, chapter, lesson, db, folder } = openedStore()
    const lessons = [lesson, store.createLesson(chapter, '乙'), store.createLesson(chapter, '丙')]
    const ready = (all: typeof batches) => all.map((one) => store.prepare(one, store.openLesson(one.lesson).doc))
    const batches = lessons.map((each, at) => ({ lesson: each, batch: `batch-${at}`, base: 0, changes: at < 2 ? typed : large, at: 1 }))
    db.pragma(`max_page_count = ${numberPragma(db, 'page_count') + 2}`)
    expect(failure(() => store.appendAll(ready(batches)), folder)).toBe('disk-full')
    expect(lessons.map((each) => store.openLesson(each).revision)).toEqual([0, 0, 0])
    db.pragma('max_page_count = 1000000')
    expect(failure(() => store.appendAll(ready([...batches.slice(0, 2), { ...batches[2]!, base: 7 }])), folder)).toBe('stale')
    expect(lessons.map((each) => store.openLesson(each).revision)).toEqual([0, 0, 0])
    expect(store.appendAll(ready(batches))).toEqual([1, 1, 1])
    expect(lessons.map((each) => blockText(store.openLesson(each).doc[0]!).length)).toEqual([1, 1, 40_000])
  })

  test('batches of several lessons are written without reading a text, and none where one moved on since it was readied', () => {
    const { store, chapter, lesson, db, folder } = openedStore()
    const lessons = [lesson, store.createLesson(chapter, '乙')]
    const readied = lessons.map((each, at) => store.prepare({ lesson: each, batch: `batch-${at}`, base: 0, changes: typed, at: 1 }, store.openLesson(each).doc))
    store.append({ lesson, batch: 'other', base: 0, changes: typed, at: 1 })
    expect(failure(() => store.appendAll(readied), folder)).toBe('stale')
    db.exec("DELETE FROM batch WHERE id = 'other'; UPDATE lesson SET revision = 0; UPDATE snapshot SET checksum = checksum + 1")
    expect(store.appendAll(readied)).toEqual([1, 1])
  })

  test('it copies nothing by halves, and all of it when there is room again', () => {
    const { store, course, lesson, db, folder } = openedStore()
    store.append({ lesson, batch: 'batch-large', base: 0, changes: large, at: 1 })
    const before = JSON.stringify(store.tree())
    db.pragma(`max_page_count = ${numberPragma(db, 'page_count') + 2}`)
    expect(failure(() => store.duplicate([{ id: course, title: '课 副本' }]), folder)).toBe('disk-full')
    expect([JSON.stringify(store.tree()), store.openLesson(lesson).revision]).toEqual([before, 1])
    db.pragma('max_page_count = 1000000')
    store.duplicate([{ id: course, title: '课 副本' }])
    expect(store.tree().map(({ title }) => title)).toEqual(['课', '课 副本'])
  })

  test('it goes on saving when there is no room for a snapshot, and takes one later', () => {
    const { store, lesson, db } = openedStore()
    store.append({ lesson, batch: 'batch-large', base: 0, changes: [{ type: 'insert_node', path: [0], node: paragraph(manySigns(16_000)) }], at: 1 })
    const type = (from: number, to: number) => {
      for (let base = from; base < to; base += 1)
        store.append({ lesson, batch: `batch-${base}`, base, changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text: '又' }], at: 1 })
    }
    const snapshots = () => db.prepare('SELECT revision FROM snapshot ORDER BY revision').pluck().all()
    type(1, 190)
    db.pragma(`max_page_count = ${numberPragma(db, 'page_count') + 4}`)
    type(190, 210)
    expect([store.openLesson(lesson).revision, snapshots()]).toEqual([210, [0]])
    db.pragma('max_page_count = 1000000')
    type(210, 211)
    expect(snapshots()).toEqual([0, 211])
  })
})

describe('failures', () => {
  test('it tells the disk’s refusals from faults of the program', () => {
    const system = (code: string) => Object.assign(new Error(code), { code, syscall: 'write', errno: -1 })
    const codes = [system('ENOSPC'), system('EDQUOT'), system('EIO'), system('ENOENT'), new TypeError('a fault')].map(
      (error) => failureFrom(error, '/tmp')?.code ?? null,
    )
    expect(codes).toEqual(['disk-full', 'disk-full', 'disk-error', 'disk-error', null])
  })
})
