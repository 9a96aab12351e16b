import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { migrate, migrations } from '#main/store/migrate.ts'
import { findDamage } from '#main/store/verify.ts'
import { Store } from '#main/store/store.ts'
import { applyChanges } from '#preload/document/apply.ts'
import { blockText } from '#preload/document/lines.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import { join } from 'node:path'
import { connectToWrite } from '#main/store/database.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { putOlder } from './older-workspaces.ts'
import { clock, openedStore, temporaryFolder } from './temporary.ts'

const minute = 60_000
const typed = (text: string, offset: number): Change[] => [{ type: 'insert_text', path: [0, 0], offset, text }]
const textOf = (doc: Doc) => doc.map(blockText).join('\n')

/** Types words at times (in minutes), a batch each. */
function write(store: Store, lesson: string, ...words: [minutes: number, text: string][]): void {
  for (const [at, text] of words) {
    const { revision, doc } = store.openLesson(lesson)
    store.append({ lesson, batch: `batch-${revision}-${at}`, base: revision, changes: typed(text, textOf(doc).length), at: at * minute })
  }
}

describe('the timeline of a lesson', () => {
  test('it tells sittings by their pauses, with 字数 before and after', () => {
    const { store, lesson } = openedStore()
    write(store, lesson, [0, '写'], [20, '作'], [40, '课'], [100, '又写'], [101, '了'])
    expect(store.timeline(lesson)).toEqual({
      revision: 5,
      versions: [],
      sittings: [
        { base: 0, revision: 3, since: 0, at: 40 * minute, before: 0, words: 3 },
        { base: 3, revision: 5, since: 100 * minute, at: 101 * minute, before: 3, words: 6 },
      ],
    })
  })

  test('it tells a large change apart from what was typed around it', () => {
    const { store, lesson } = openedStore()
    write(store, lesson, [0, '写'], [1, '字'.repeat(300)], [2, '作'])
    expect(store.timeline(lesson).sittings.map(({ base, revision }) => [base, revision])).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ])
  })

  test('it makes no sitting of a clock that was set back, and is empty of an untouched lesson', () => {
    const { store, lesson } = openedStore()
    expect(store.timeline(lesson)).toEqual({ revision: 0, sittings: [], versions: [] })
    write(store, lesson, [500, '写'], [10, '作'])
    expect(store.timeline(lesson).sittings.length).toBe(1)
    expect(() => store.timeline('nobody')).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  test('it knows the moments of a sitting', () => {
    const { store, lesson } = openedStore()
    write(store, lesson, [0, '写'], [1, '作'], [2, '课'])
    expect(store.moments(lesson, 1, 3)).toEqual([
      { revision: 2, at: minute, words: 2 },
      { revision: 3, at: 2 * minute, words: 3 },
    ])
  })
})

describe('the text at a moment', () => {
  test('it is what it was, at every revision and in any order', () => {
    const { store, lesson, db, folder } = openedStore()
    const texts: Doc[] = [store.openLesson(lesson).doc]
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(40), fc.string({ maxLength: 5 }), fc.boolean()), { minLength: 1, maxLength: 4 }), (edits) => {
        const doc = texts.at(-1) ?? []
        const changes = edits.map(([at, text, isNew], index): Change => {
          if (isNew) return { type: 'insert_node', path: [0], node: paragraph(text, `b${texts.length}-${index}`) }
          return { type: 'insert_text', path: [0, 0], offset: 0, text: `${text}${at}` }
        })
        store.append({ lesson, batch: `batch-${texts.length}`, base: texts.length - 1, changes, at: 1 })
        texts.push(applyChanges(doc, changes))
      }),
      { numRuns: 60 },
    )
    store.leaveLesson(lesson)
    const again = new Store(db, folder, clock())
    for (const revision of [3, 4, 60, 0, 59, 1, 30]) expect(again.textAt(lesson, revision)).toEqual({ revision, doc: texts[revision] })
    expect(() => again.textAt(lesson, 61)).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  test('it is told that the log is damaged before it', () => {
    const { store, lesson, db, folder } = openedStore()
    write(store, lesson, [0, '写'], [1, '作'])
    db.exec("UPDATE batch SET changes = replace(changes, '写', '读') WHERE revision = 1")
    expect(() => new Store(db, folder, clock()).textAt(lesson, 1)).toThrow(expect.objectContaining({ code: 'corrupt' }))
  })
})

describe('versions with names', () => {
  test('they are given, changed and taken back', () => {
    const { store, lesson } = openedStore()
    write(store, lesson, [0, '写'], [1, '作'])
    store.nameVersion(lesson, 1, '初稿')
    store.nameVersion(lesson, 1, '第一稿')
    expect(store.timeline(lesson).versions).toEqual([{ revision: 1, kind: 'named', name: '第一稿', namedAt: expect.any(Number) }])
    store.unnameVersion(lesson, 1)
    expect(store.timeline(lesson).versions).toEqual([])
    expect(() => store.nameVersion(lesson, 3, '没有的')).toThrow(expect.objectContaining({ code: 'not-found' }))
  })

  test('what the studio marks does not take the place of the author’s name', () => {
    const { store, lesson } = openedStore()
    write(store, lesson, [0, '写'])
    store.nameVersion(lesson, 1, '初稿')
    expect(store.markVersion(lesson, 'before-restore')).toBe(1)
    write(store, lesson, [1, '作'])
    store.markVersion(lesson, 'before-replace')
    store.markVersion(lesson, 'before-restore')
    expect(store.timeline(lesson).versions.map(({ revision, kind, name }) => [revision, kind, name])).toEqual([
      [1, 'named', '初稿'],
      [2, 'before-restore', ''],
    ])
  })

  test('a name whose letters flipped on the disk is damage', () => {
    const { store, lesson, db } = openedStore()
    write(store, lesson, [0, '写'])
    store.nameVersion(lesson, 1, '初稿')
    expect(findDamage(db, true)).toBeNull()
    db.exec("UPDATE version SET name = '终稿'")
    expect(findDamage(db, true)).toMatch(/checksum of .* version 1/)
  })
})

describe('0080-versions', () => {
  test('it keeps older batches as they are: one step each, without 字数', () => {
    const file = join(temporaryFolder(), 'workspace.sqlite')
    putOlder(10, file)
    const db = connectToWrite(file)
    migrate(
      db,
      migrations.filter(({ version }) => version <= 80),
    )
    const store = new Store(db, '.', clock())
    const lesson = store.tree()[0]?.chapters[0]?.lessons[0]?.id ?? ''
    const { revision, sittings } = store.timeline(lesson)
    const found = store.steps(lesson, { revision, part: null, skip: 0 }, 'undo')
    expect([revision, sittings.at(-1)?.revision, sittings.at(-1)?.words, found.steps.length, found.rest]).toEqual([
      230,
      230,
      null,
      50,
      { revision: 180, part: null, skip: 0 },
    ])
    db.close()
  })
})
