import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { connectToRead, connectToWrite } from '#main/store/database.ts'
import { writeSnapshot } from '#main/store/snapshots.ts'
import { paragraph } from '../../preload/document/documents.ts'

import { now, type Written, written, type, restored, numbers, alter, restoredTree, placeOf } from './broken.ts'

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
      "INSERT INTO batch SELECT seq + 1000, lesson, 6, 'another-two', document_version, changes, checksum, at, steps, steps_checksum, words FROM batch WHERE lesson = ? AND revision = 1",
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
