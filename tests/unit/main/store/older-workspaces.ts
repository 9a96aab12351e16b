/** Workspaces as older programs left them, kept under `tests/fixtures/databases` as `write-database.ts` made them. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { expect } from 'vitest'
import { connectToWrite, type Database } from '#main/store/database.ts'
import { migrate, migrations } from '#main/store/migrate.ts'
import { Store } from '#main/store/store.ts'
import { blockText } from '#preload/document/lines.ts'
import { clock } from './temporary.ts'

const folder = join(import.meta.dirname, '../../../fixtures/databases')

/** Versions that a file is kept of. */
export const keptVersions: readonly number[] = readdirSync(folder)
  .map((name) => Number.parseInt(name, 10))
  .sort((a, b) => a - b)

/** Puts the workspace of a version into `file`. One that no program ever wrote is the one before it, taken that far. */
export function putOlder(version: number, file: string): void {
  const kept = keptVersions.findLast((one) => one <= version) ?? 0
  writeFileSync(file, gunzipSync(readFileSync(join(folder, `${String(kept).padStart(4, '0')}.sqlite.gz`))))
  if (kept === version) return
  const db = connectToWrite(file)
  migrate(
    db,
    migrations.filter((migration) => migration.version <= version),
  )
  db.pragma('journal_mode = DELETE')
  db.close()
}

/** Holds what a workspace has against the story that every version was told. */
export function expectTheStory(db: Database, version: number): void {
  const store = new Store(db, '.', clock())
  const titled = store
    .tree()
    .map(({ title, chapters }) => [title, chapters.map((one) => [one.title, one.lessons.map((lesson) => [lesson.title, lesson.words])])])
  expect(titled).toEqual([
    [
      '写作课',
      [
        [
          '第一章',
          [
            ['开头', 17],
            ['没写完的一节', 0],
          ],
        ],
      ],
    ],
  ])
  expect(store.bin().map((removed) => removed.title)).toEqual(['删掉的一节'])
  const [lesson, unfinished] = store.tree()[0]?.chapters[0]?.lessons ?? []
  const id = lesson?.id ?? ''
  const text = store.openLesson(id)
  expect([text.revision, text.doc.map((block) => [block.type, blockText(block)])]).toEqual([
    230,
    [
      ['heading', '开头'],
      ['paragraph', '写下第一句话，余下的会跟上来。'],
    ],
  ])
  expect(text.doc[1]?.children.at(-1)).toEqual({ text: '余下的会跟上来。', ai: { model: 'starter', at: 1795507200000 } })
  // From version 110 on the log is packed: of its first ten seconds the text at their beginning is told, and what has a name exactly.
  const isPacked = version >= 110
  expect(store.textAt(id, 5).doc.map(blockText)).toEqual(isPacked ? ['开头'] : ['开头', '写下第'])
  if (isPacked) expect(store.textAt(id, 100)).toMatchObject({ revision: 100, doc: [{}, { children: [{ text: '写下第一句话，' }, {}] }] })
  expect(store.preferences()).toEqual({ theme: 'dark', pace: 200 })
  expect(store.counts()).toMatchObject({ retainedCharacters: 8, days: [{ day: '2026-11-24', shownCharacters: 20, acceptedCharacters: 8 }] })
  expect(store.habits('starter', 1795507200000)).toHaveLength(version < 60 ? 0 : 1)
  if (version < 90) return
  expect(unfinished).toMatchObject({ state: 'revising', target: { words: 800, minutes: null } })
  expect(store.timeline(id).versions).toMatchObject([{ kind: 'named', name: '第一稿', revision: 100 }])
  expect(store.images()).toMatchObject([{ name: '图.png', bytes: 70 }])
  if (version < 120) return
  const { rows } = store.exports({ course: null, from: 0, count: 9 })
  expect(rows).toMatchObject([{ title: '写作课', target: 'zhihu', isWhole: false, written: 3, findings: { changed: 2 } }])
  expect(store.exported()).toMatchObject([{ lesson: id, target: 'zhihu', revision: 100, title: '开头' }])
  expect(store.published()).toMatchObject([{ entry: id, target: 'zhihu', address: 'https://example.com/p/1' }])
  expect(store.targetChoice(rows[0]?.course ?? '', 'zhihu')).toEqual({ formulas: 'images' })
  // Of what went out before version 130 nobody knows how it was set.
  const [was, went] = version < 130 ? [null, null] : ['d'.repeat(64), 'c'.repeat(64)]
  expect([rows[0]?.settings, store.exported()[0]?.settings, store.published()[0]?.settings]).toEqual([was, went, went])
}
