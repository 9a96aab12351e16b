import { describe, expect, onTestFinished, test } from 'vitest'
import { connectToRead } from '#main/store/database.ts'
import { now, type Written, written, type, restored, numbers, alter, damage, flipped, restoredTree, treeOf, placeOf } from './broken.ts'

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
