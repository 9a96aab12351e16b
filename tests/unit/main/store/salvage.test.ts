import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readBin } from '#main/store/bin.ts'
import { listCopies, makeCopy } from '#main/store/copies.ts'
import { connectToRead, connectToWrite } from '#main/store/database.ts'
import { openStore, putCopyInPlace } from '#main/store/open.ts'
import { placesIn, type Places } from '#main/store/places.ts'
import { writeSnapshot } from '#main/store/snapshots.ts'
import type { Store } from '#main/store/store.ts'
import { readTree } from '#main/store/tree.ts'
import { blockText } from '#preload/document/blocks.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { clock, temporaryFolder } from './temporary.ts'

const now = clock()
const fill = (store: Store) => {
  store.createCourse({ title: '课', chapters: [{ title: '章', lessons: [{ title: '甲' }, { title: '乙' }] }] })
}

interface Written {
  readonly places: Places
  readonly lessons: readonly [string, string]
  /** The good copy. Each lesson has five batches in it. */
  readonly copy: string
}

type Work = (store: Store, lessons: readonly [string, string]) => void

/** Two lessons of five batches each and whatever `before` does in a good copy, then whatever `since` does, closed. */
async function written(since: Work, before: Work = () => undefined): Promise<Written> {
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
function type(store: Store, lesson: string, from: number, to: number, words = ''): void {
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
async function restored({ places, copy }: Written): Promise<(lesson: string) => string> {
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

function numbers(to: number, words = ''): string {
  return Array.from({ length: to }, (_, index) => `${words}第${index}段`).join(' ')
}

function alter(places: Places, sql: string, ...values: unknown[]): void {
  const db = connectToWrite(places.file)
  db.prepare(sql).run(...values)
  db.close()
}

/** Alters what the database would not take, as damage does. */
function damage(places: Places, sql: string, ...values: unknown[]): void {
  const db = connectToWrite(places.file)
  db.pragma('foreign_keys = OFF')
  db.pragma('ignore_check_constraints = ON')
  db.prepare(sql).run(...values)
  db.close()
}

/** An id with one damaged character. */
const flipped = 'substr(id, 1, 4) || char(unicode(substr(id, 5, 1)) + 1) || substr(id, 6)'

/** What the author sees once the copy was put in the place of the damaged workspace: the tree as lines, and titles in the bin. */
async function restoredTree(all: Written): Promise<{ tree: string[]; bin: string[] }> {
  await restored(all)
  return treeOf(all)
}

function treeOf(all: Written): { tree: string[]; bin: string[] } {
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
function placeOf(store: Store): { course: string; chapter: string } {
  const [course] = store.tree()
  return { course: course?.id ?? '', chapter: course?.chapters[0]?.id ?? '' }
}

describe('restoring a copy that is older than the damage', () => {
  test('it loses nothing but what is damaged, lesson by lesson', async () => {
    const all = await written((store, [first, second]) => {
      type(store, first, 5, 12)
      type(store, second, 5, 12)
    })
    alter(all.places, "UPDATE batch SET changes = replace(changes, '段', '断') WHERE lesson = ? AND revision = 9", all.lessons[0])
    const textOf = await restored(all)
    expect(all.lessons.map(textOf)).toEqual([numbers(8), numbers(12)])
  })

  test('it goes on from a later text that was kept whole', async () => {
    const all = await written((store, [first]) => {
      type(store, first, 5, 230)
    })
    alter(all.places, "UPDATE batch SET changes = '[]' WHERE lesson = ? AND revision = 9", all.lessons[0])
    const textOf = await restored(all)
    expect(textOf(all.lessons[0])).toBe(numbers(230))
  })

  test('it brings what was made since', async () => {
    const all = await written((store) => {
      const { chapters } = store.createCourse({ title: '新课', chapters: [{ title: '新章', lessons: [{ title: '丙' }] }] })
      type(store, chapters[0]?.lessons[0] ?? '', 0, 3, '新')
    })
    alter(all.places, 'UPDATE batch SET checksum = 1 WHERE lesson = ? AND revision = 2', all.lessons[0])
    await restored(all)
    const db = connectToWrite(all.places.file)
    onTestFinished(() => {
      db.close()
    })
    expect(db.prepare('SELECT title FROM node ORDER BY kind, title').pluck().all()).toEqual(['新章', '章', '新课', '课', '丙', '乙', '甲'])
    expect(db.prepare("SELECT revision FROM lesson JOIN node USING (id) WHERE title = '丙'").pluck().get()).toBe(3)
  })

  test('it shows a new lesson whose chapter is lost', async () => {
    const all = await written((store) => {
      const { chapters } = store.createCourse({ title: '新课', chapters: [{ title: '新章', lessons: [{ title: '丙' }] }] })
      type(store, chapters[0]?.lessons[0] ?? '', 0, 3, '新')
    })
    const db = connectToWrite(all.places.file)
    db.pragma('foreign_keys = OFF')
    db.exec("DELETE FROM node WHERE title = '新章'")
    db.close()
    await restored(all)
    const after = connectToWrite(all.places.file)
    onTestFinished(() => {
      after.close()
    })
    expect(after.prepare("SELECT chapter.title FROM node JOIN node AS chapter ON chapter.id = node.parent WHERE node.title = '丙'").pluck().get()).toBe('章')
  })

  test('it takes nothing from a history that went another way', async () => {
    const all = await written(() => undefined)
    const fork = await written(() => undefined)
    copyFileSync(all.places.file, fork.places.file)
    const db = connectToWrite(fork.places.file)
    db.prepare("UPDATE batch SET id = 'another-one' WHERE lesson = ? AND revision = 5").run(all.lessons[0])
    db.prepare(
      "INSERT INTO batch SELECT seq + 1000, lesson, 6, 'another-two', document_version, changes, checksum, at FROM batch WHERE lesson = ? AND revision = 1",
    ).run(all.lessons[0])
    db.close()
    copyFileSync(fork.places.file, all.places.file)
    const textOf = await restored(all)
    expect(textOf(all.lessons[0])).toBe(numbers(5))
  })

  test('it never takes a text whose checksum does not hold', async () => {
    const all = await written((store, [first]) => {
      type(store, first, 5, 8)
    })
    const db = connectToWrite(all.places.file)
    writeSnapshot(db, all.lessons[0], { revision: 8, doc: [paragraph('不是作者写的')] }, 1)
    db.exec('UPDATE snapshot SET checksum = 1 WHERE revision = 8; UPDATE batch SET checksum = 1 WHERE revision = 7')
    db.close()
    const textOf = await restored(all)
    expect(textOf(all.lessons[0])).toBe(numbers(6))
  })

  test.each<[string, (file: string) => void]>([
    ['cut short', (file) => truncateSync(file, Math.floor((statSync(file).size * 0.75) / 4096) * 4096)],
    [
      'with a page of noise',
      (file) => {
        const bytes = readFileSync(file)
        bytes.fill(0xa5, bytes.length - 8192, bytes.length - 4096)
        writeFileSync(file, bytes)
      },
    ],
  ])('it brings most of a file that is %s', async (_, damage) => {
    const all = await written((store, lessons) => {
      for (const lesson of lessons) type(store, lesson, 5, 150)
    })
    damage(all.places.file)
    const textOf = await restored(all)
    const texts = all.lessons.map(textOf)
    const counts = texts.map((text) => text.split(' ').length)
    expect(texts).toEqual(counts.map((count) => numbers(count)))
    expect(Math.max(...counts)).toBeGreaterThan(40)
  })

  test.each<[string, (file: string) => void]>([
    ['empty', (file) => truncateSync(file, 0)],
    ['no database', (file) => writeFileSync(file, '这不是数据库。'.repeat(3000))],
    [
      'without its first page',
      (file) => {
        const bytes = readFileSync(file)
        bytes.fill(0xff, 100, 4096)
        writeFileSync(file, bytes)
      },
    ],
  ])('it is the copy where the file is %s', async (_, damage) => {
    const all = await written((store, [first]) => {
      type(store, first, 5, 8)
    })
    damage(all.places.file)
    const textOf = await restored(all)
    expect(all.lessons.map(textOf)).toEqual([numbers(5), numbers(5)])
  })
})

describe('the library of a copy that is older than the damage', () => {
  test('it gets titles that were changed since', async () => {
    const all = await written((store, [first]) => {
      const { course, chapter } = placeOf(store)
      store.rename(course, '新课名')
      store.rename(chapter, '新章名')
      store.rename(first, '新标题')
      type(store, first, 5, 8)
    })
    expect(await restoredTree(all)).toEqual({ tree: ['新课名', '新课名 新章名: 新标题 乙'], bin: [] })
  })

  test('it keeps a title that is newer than the one of the damaged workspace', async () => {
    const all = await written(() => undefined)
    alter(all.places, "UPDATE node SET title = '旧标题', changed_at = 1, removed_at = 1 WHERE id = ?", all.lessons[0])
    expect(await restoredTree(all)).toEqual({ tree: ['课', '课 章: 甲 乙'], bin: [] })
  })

  test.each([
    ['empty', "''"],
    ['blank', "'  '"],
    ['too long', `'${'长'.repeat(201)}'`],
    ['no characters', "CAST(x'e696b0ffe6a087' AS TEXT)"],
    ['a control character', "'新' || char(1) || '标题'"],
  ])('it never gets a damaged title (%s), but what was typed', async (_, title) => {
    const all = await written((store, [first]) => {
      store.rename(first, '新标题')
      type(store, first, 5, 8)
    })
    alter(all.places, `UPDATE node SET title = ${title} WHERE id = ?`, all.lessons[0])
    const { tree } = await restoredTree(all)
    expect(tree).toEqual(['课', '课 章: 甲 乙'])
  })

  test('it never gets a time of change that is yet to come', async () => {
    const all = await written((store, [first]) => {
      store.rename(first, '新标题')
    })
    alter(all.places, 'UPDATE node SET changed_at = ? WHERE id = ?', Number.MAX_SAFE_INTEGER, all.lessons[0])
    expect((await restoredTree(all)).tree).toEqual(['课', '课 章: 新标题 乙'])
    const db = connectToRead(all.places.file)
    onTestFinished(() => {
      db.close()
    })
    expect(db.prepare('SELECT max(changed_at) FROM node').pluck().get()).toBeLessThan(now())
  })

  test('it gets an order that was changed since, new lessons in their places', async () => {
    const all = await written((store, [first, second]) => {
      const { chapter } = placeOf(store)
      store.createLesson(chapter, '丙', first)
      store.createLesson(chapter, '丁', first)
      store.move(second, undefined, 0)
    })
    expect((await restoredTree(all)).tree).toEqual(['课', '课 章: 乙 甲 丁 丙'])
  })

  test('it gets lessons and chapters in the places that they were moved to since', async () => {
    const all = await written((store, [first]) => {
      const { course, chapter } = placeOf(store)
      const made = store.createCourse({ title: '新课', chapters: [{ title: '新章', lessons: [{ title: '丙' }] }] })
      store.move(first, made.chapters[0]?.id, 0)
      store.move(chapter, made.course, 0)
      store.move(made.course, undefined, 0)
      store.rename(course, '空课')
    })
    expect(await restoredTree(all)).toEqual({ tree: ['新课', '新课 章: 乙', '新课 新章: 甲 丙', '空课'], bin: [] })
  })

  test.each<[string, (all: Written) => string]>([
    ['is lost', () => 'nowhere'],
    ['is the lesson itself', ({ lessons }) => lessons[0]],
    ['is another lesson', ({ lessons }) => lessons[1]],
  ])('it leaves a lesson where it was when the place it was moved to %s', async (_, placeIn) => {
    const all = await written((store, [first]) => {
      store.rename(first, '新标题')
    })
    const db = connectToWrite(all.places.file)
    db.pragma('foreign_keys = OFF')
    db.prepare('UPDATE node SET parent = ? WHERE id = ?').run(placeIn(all), all.lessons[0])
    db.close()
    expect((await restoredTree(all)).tree).toEqual(['课', '课 章: 新标题 乙'])
  })

  test('it never hides a lesson in a chapter of which only the copy says that it is in the bin', async () => {
    const places: { chapter: string } = { chapter: '' }
    const all = await written(
      (store, [first]) => {
        store.restore(places.chapter)
        store.move(first, places.chapter, 0)
      },
      (store) => {
        const { course } = placeOf(store)
        places.chapter = store.createChapter(course, '删了的章', '丙').chapter
        store.remove(places.chapter)
      },
    )
    const db = connectToWrite(all.places.file)
    db.pragma('foreign_keys = OFF')
    db.prepare('DELETE FROM node WHERE id = ?').run(places.chapter)
    db.close()
    expect(await restoredTree(all)).toEqual({ tree: ['课', '课 章: 甲 乙'], bin: ['删了的章'] })
  })

  test('it gets what was removed since into the bin, and what was restored since out of it', async () => {
    const all = await written(
      (store, [first, second]) => {
        store.remove(first)
        store.restore(second)
      },
      (store, [, second]) => store.remove(second),
    )
    expect(await restoredTree(all)).toEqual({ tree: ['课', '课 章: 乙'], bin: ['甲'] })
  })

  test.each([-1, Number.MAX_SAFE_INTEGER])('it leaves in sight what was removed at no time that can be (%i)', async (time) => {
    const all = await written((store, [first]) => {
      store.rename(first, '新标题')
    })
    alter(all.places, 'UPDATE node SET removed_at = ? WHERE id = ?', time, all.lessons[0])
    expect(await restoredTree(all)).toEqual({ tree: ['课', '课 章: 新标题 乙'], bin: [] })
  })
})

describe('what was made since the copy, where it is damaged', () => {
  /** A new course 新课 with a chapter 新章 and a lesson 丙 of three paragraphs, each altered by `sql` where its title is `title`. */
  async function madeSince(sql: string, ...titles: string[]): Promise<Written> {
    const all = await written((store) => {
      const { chapters } = store.createCourse({ title: '新课', chapters: [{ title: '新章', lessons: [{ title: '丙' }] }] })
      type(store, chapters[0]?.lessons[0] ?? '', 0, 3, '新')
    })
    for (const title of titles) alter(all.places, `UPDATE node SET ${sql} WHERE title = ?`, title)
    return all
  }
  const whole = ['课', '课 章: 甲 乙', '新课', '新课 新章: 丙']

  test('it keeps what can be read of its titles', async () => {
    const all = await madeSince("title = CAST(x'e696b0ffffe6a0' || CAST(title AS BLOB) AS TEXT)", '新课', '新章', '丙')
    expect((await restoredTree(all)).tree).toEqual(['课', '课 章: 甲 乙', '新…新课', '新…新课 新…新章: 新…丙'])
  })

  test('it cuts a title that is too long, and leaves no half of a character', async () => {
    const all = await madeSince(`title = '${'长'.repeat(199)}😀长'`, '新章')
    expect((await restoredTree(all)).tree.at(-1)).toBe(`新课 ${'长'.repeat(199)}…: 丙`)
  })

  test.each(["''", "'  '", "CAST(x'ffff' AS TEXT)", 'char(1)'])(
    'it is called by the first words in it where nothing of its title can be read (%s)',
    async (title) => {
      const all = await madeSince(`title = ${title}`, '新课', '新章', '丙')
      expect((await restoredTree(all)).tree).toEqual(['课', '课 章: 甲 乙', '新第0段', '新第0段 新第0段: 新第0段'])
    },
  )

  test('it has a title though nothing can be read of that and nothing is in it', async () => {
    const all = await written((store) => {
      store.createCourse({ title: '新课', chapters: [] })
    })
    alter(all.places, "UPDATE node SET title = '' WHERE title = '新课'")
    expect((await restoredTree(all)).tree.at(-1)).toBe('…')
  })

  test.each(['-5', '0', String(2 ** 52), '9223372036854775807'])('it is in sight when it was removed at no time that can be (%s)', async (time) => {
    const all = await madeSince(`removed_at = ${time}`, '新课', '新章', '丙')
    expect(await restoredTree(all)).toEqual({ tree: whole, bin: [] })
  })

  test('it stays in the bin', async () => {
    const all = await madeSince('removed_at = changed_at', '丙')
    expect(await restoredTree(all)).toEqual({ tree: [...whole.slice(0, 3), '新课 新章: '], bin: ['丙'] })
  })

  test.each(['-5', String(2 ** 52), '9223372036854775807'])(
    'it was changed and removed at no time that is yet to come, or before all time (%s)',
    async (time) => {
      const all = await madeSince(`changed_at = ${time}, removed_at = ${time}`, '新课', '新章', '丙')
      await restored(all)
      const db = connectToRead(all.places.file)
      onTestFinished(() => {
        db.close()
      })
      const until = now()
      expect(db.prepare("SELECT title FROM node WHERE title IN ('新课', '新章', '丙') ORDER BY kind").pluck().all()).toEqual(['新章', '新课', '丙'])
      expect(db.prepare('SELECT count(*) FROM node WHERE min(created_at, changed_at, ifnull(removed_at, 1)) < 1').pluck().get()).toBe(0)
      expect(db.prepare('SELECT count(*) FROM node WHERE max(created_at, changed_at, ifnull(removed_at, 1)) > ?').pluck().get(until)).toBe(0)
    },
  )

  test.each(['NULL', "''", "'nowhere'", "CAST(x'ffff61' AS TEXT)"])(
    'it is in some course or chapter where the place it lay in is damaged (%s)',
    async (parent) => {
      const all = await madeSince('title = title')
      damage(all.places, `UPDATE node SET parent = ${parent} WHERE title = '新章'`)
      expect((await restoredTree(all)).tree).toEqual(['课', '课 章: 甲 乙', '课 新章: 丙', '新课'])
    },
  )

  test('it is where it lay though one character of that is damaged', async () => {
    const all = await madeSince('title = title')
    damage(all.places, `UPDATE node SET parent = ${flipped.replaceAll('id', 'parent')} WHERE title IN ('新章', '丙')`)
    expect((await restoredTree(all)).tree).toEqual(whole)
  })

  test('a chapter gets a course of its own where its course is damaged and none is to be seen', async () => {
    const all = await written(
      (store) => {
        const { chapters } = store.createCourse({ title: '新课', chapters: [{ title: '新章', lessons: [{ title: '丙' }] }] })
        type(store, chapters[0]?.lessons[0] ?? '', 0, 3, '新')
      },
      (store) => store.remove(placeOf(store).course),
    )
    damage(all.places, "DELETE FROM node WHERE title = '新课'")
    expect((await restoredTree(all)).tree).toEqual(['新章', '新章 新章: 丙'])
  })

  test.each([
    ["''", ['新课']],
    ["''", ['新章']],
    ["''", ['丙']],
    ["'lessoo'", ['新课', '新章', '丙']],
    ["CAST(x'ffff61' AS TEXT)", ['新课', '新章', '丙']],
  ])('it is what it was where its kind is damaged (%s, %s)', async (kind, titles) => {
    const all = await madeSince('title = title')
    for (const title of titles) damage(all.places, `UPDATE node SET kind = ${kind} WHERE title = ?`, title)
    expect((await restoredTree(all)).tree).toEqual(whole)
  })

  test('it is a chapter where its kind and its place are damaged, since a lesson lies in it', async () => {
    const all = await madeSince('title = title')
    damage(all.places, "UPDATE node SET kind = '', parent = 'nowhere' WHERE title = '新章'")
    expect((await restoredTree(all)).tree).toEqual(['课', '课 章: 甲 乙', '课 新章: 丙', '新课'])
  })

  test('it is brought where its position is no number', async () => {
    const all = await madeSince('position = 9223372036854775807', '新课', '新章', '丙')
    expect((await restoredTree(all)).tree).toEqual(whole)
  })

  test('it is left out where its id can be none', async () => {
    const all = await written((store) => {
      store.createCourse({ title: '新课', chapters: [] })
    })
    alter(all.places, "UPDATE node SET id = CAST(x'ffff61' AS TEXT) WHERE title = '新课'")
    expect((await restoredTree(all)).tree).toEqual(whole.slice(0, 2))
  })

  test('a lesson that the copy knows goes on though its time of change and its position are no numbers', async () => {
    const all = await written((store, [first]) => type(store, first, 5, 8))
    alter(all.places, 'UPDATE node SET changed_at = 9223372036854775807, position = -9223372036854775807 WHERE id = ?', all.lessons[0])
    const textOf = await restored(all)
    expect(textOf(all.lessons[0])).toBe(numbers(8))
  })
})

describe('a text that is whole, where its entry is not', () => {
  let placed = { course: '', chapter: '' }
  const entryDamage = [
    ['its kind is damaged', "UPDATE node SET kind = 'lessoo' WHERE id = ?"],
    ['its id is damaged', "UPDATE node SET id = CAST(x'ffff61' AS TEXT) WHERE id = ?"],
    ['one character of its id is damaged', `UPDATE node SET id = ${flipped} WHERE id = ?`],
    ['it is gone', 'DELETE FROM node WHERE id = ?'],
  ] as const

  test.each(entryDamage)('it goes on from the copy where of the entry %s', async (_, sql) => {
    const all = await written((store, [first]) => type(store, first, 5, 8))
    damage(all.places, sql, all.lessons[0])
    const textOf = await restored(all)
    expect(all.lessons.map(textOf)).toEqual([numbers(8), numbers(5)])
    expect(treeOf(all).tree).toEqual(['课', '课 章: 甲 乙'])
  })

  test.each(entryDamage)('it is brought though it was begun since the copy and of the entry %s', async (_, sql) => {
    const made = { lesson: '' }
    const all = await written((store, [first]) => {
      made.lesson = store.createLesson(placeOf(store).chapter, '丙', first)
      type(store, made.lesson, 0, 3, '新')
    })
    damage(all.places, sql, made.lesson)
    const textOf = await restored(all)
    expect(textOf(made.lesson)).toBe(numbers(3, '新'))
    const isTitleKnown = sql.includes('kind') || sql.includes(flipped)
    expect(treeOf(all).tree).toEqual(['课', isTitleKnown ? '课 章: 甲 丙 乙' : '课 章: 甲 乙 新第0段'])
  })

  test('it is named with its place after its first words where no chapter is to be seen', async () => {
    const made = { lesson: '' }
    const all = await written(
      (store) => {
        store.restore(placed.course)
        made.lesson = store.createLesson(placed.chapter, '丙')
        type(store, made.lesson, 0, 3, '新')
        store.remove(placed.course)
      },
      (store) => {
        placed = placeOf(store)
        store.remove(placed.course)
      },
    )
    damage(all.places, 'DELETE FROM node WHERE id = ?', made.lesson)
    expect(await restoredTree(all)).toEqual({ tree: ['新第0段', '新第0段 新第0段: 新第0段'], bin: ['课'] })
  })

  test('it begins with its first batch where the text before that is damaged', async () => {
    const made = { lesson: '' }
    const all = await written((store) => {
      made.lesson = store.createLesson(placeOf(store).chapter, '丙')
      type(store, made.lesson, 0, 3, '新')
    })
    alter(all.places, 'UPDATE snapshot SET checksum = 1 WHERE lesson = ?', made.lesson)
    const textOf = await restored(all)
    expect(textOf(made.lesson)).toBe(numbers(3, '新'))
  })

  test('a title stays though nothing is left of the text', async () => {
    const made = { lesson: '' }
    const all = await written((store) => {
      made.lesson = store.createLesson(placeOf(store).chapter, '丙')
    })
    damage(all.places, 'DELETE FROM snapshot WHERE lesson = ?', made.lesson)
    expect((await restoredTree(all)).tree).toEqual(['课', '课 章: 甲 乙 丙'])
  })

  test('a row of a text that names its lesson with a damaged character is of that lesson, and no lesson of its own', async () => {
    const all = await written((store, [first]) => type(store, first, 5, 8))
    const lesson = flipped.replaceAll('id', 'lesson')
    damage(all.places, `UPDATE batch SET lesson = ${lesson} WHERE lesson = ? AND revision = 7`, all.lessons[0])
    damage(all.places, `UPDATE snapshot SET lesson = ${lesson} WHERE lesson = ?`, all.lessons[1])
    const textOf = await restored(all)
    expect(all.lessons.map(textOf)).toEqual([numbers(8), numbers(5)])
    expect(treeOf(all).tree).toEqual(['课', '课 章: 甲 乙'])
  })

  test('an empty text without an entry is no lesson', async () => {
    const made = { lesson: '' }
    const all = await written((store) => {
      made.lesson = store.createLesson(placeOf(store).chapter, '丙')
    })
    damage(all.places, 'DELETE FROM node WHERE id = ?', made.lesson)
    expect((await restoredTree(all)).tree).toEqual(['课', '课 章: 甲 乙'])
  })
})
