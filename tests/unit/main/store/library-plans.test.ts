import { describe, expect, test } from 'vitest'
import { blockText } from '#preload/document/lines.ts'
import type { Change } from '#preload/document/schema.ts'
import { migrate, migrations } from '#main/store/migrate.ts'
import { fingerprint } from '#main/store/copies.ts'
import { counted } from '#main/store/written-days.ts'
import { withRemains } from '#main/store/remains.ts'
import { takeMasks } from '#main/store/salvage-masks.ts'
import { takePlans, takeWrittenDays } from '#main/store/salvage-plans.ts'
import { connectToWrite } from '#main/store/database.ts'
import { Store } from '#main/store/store.ts'
import { putOlder } from './older-workspaces.ts'
import { openedStore, clock, temporaryFolder } from './temporary.ts'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

type Opened = ReturnType<typeof openedStore>

const typing = (text: string, offset = 0): Change[] => [{ type: 'insert_text', path: [0, 0], offset, text }]
const deleting = (text: string, offset = 0): Change[] => [{ type: 'remove_text', path: [0, 0], offset, text }]

/** Appends batch after batch, each typed at a time by the page's clock. */
function writing({ store, lesson }: Pick<Opened, 'store' | 'lesson'>, at = Date.UTC(2026, 10, 24, 8)) {
  let batches = 0
  return (changes: Change[], typedAt = at, into = lesson) => {
    batches += 1
    return store.append({ lesson: into, batch: `batch-${into}-${batches}`, base: store.openLesson(into).revision, changes, at: typedAt })
  }
}

/** Titles with what lies in them. */
function outline(store: Store): string {
  const chapters = (course: ReturnType<Store['tree']>[number]) =>
    course.chapters.map((chapter) => `${chapter.title}(${chapter.lessons.map((lesson) => lesson.title).join(' ')})`).join(' ')
  return store
    .tree()
    .map((course) => `${course.title}[${chapters(course)}]`)
    .join(' ')
}

const textOf = (store: Store, lesson: string) => store.openLesson(lesson).doc.map(blockText).join('|')
const lessonsOf = (store: Store) => store.tree().flatMap((course) => course.chapters.flatMap((chapter) => chapter.lessons))

describe('plans', () => {
  test('a lesson is a draft without a target until it is said otherwise, each for itself', () => {
    const { store, chapter, lesson } = openedStore()
    const other = store.createLesson(chapter, '乙')
    store.setStates([{ id: lesson, state: 'done' }])
    store.setTargets([{ id: lesson, words: 1200, minutes: null }])
    store.setTargets([{ id: other, words: null, minutes: 4.5 }])
    expect(lessonsOf(store).map(({ state, target }) => [state, target])).toEqual([
      ['done', { words: 1200, minutes: null }],
      ['draft', { words: null, minutes: 4.5 }],
    ])
  })

  test('it changes none where one of the lessons is gone, in the bin, or no lesson', () => {
    const { store, chapter, lesson } = openedStore()
    const other = store.createLesson(chapter, '乙')
    store.remove(other)
    for (const id of [other, 'nobody', chapter]) {
      expect(() =>
        store.setStates([
          { id: lesson, state: 'done' },
          { id, state: 'done' },
        ]),
      ).toThrow(expect.objectContaining({ code: 'not-found' }))
      expect(() =>
        store.setTargets([
          { id: lesson, words: 1, minutes: 1 },
          { id, words: 1, minutes: 1 },
        ]),
      ).toThrow(expect.objectContaining({ code: 'not-found' }))
    }
    expect(lessonsOf(store).map(({ state, target }) => [state, target])).toEqual([['draft', { words: null, minutes: null }]])
  })

  test('they go for good with their lesson, and come back with it from the bin', () => {
    const { db, store, lesson } = openedStore()
    store.setStates([{ id: lesson, state: 'revising' }])
    store.remove(lesson)
    store.restore(lesson)
    expect(lessonsOf(store)[0]?.state).toBe('revising')
    store.remove(lesson)
    store.erase(lesson)
    expect(db.prepare('SELECT count(*) FROM plan').pluck().get()).toBe(0)
  })

  test('what is damaged of one costs that value alone', () => {
    const { db, store, lesson } = openedStore()
    store.setTargets([{ id: lesson, words: 900, minutes: 5 }])
    db.prepare("UPDATE plan SET state = 'dine', words = -4").run()
    expect(lessonsOf(store).map(({ state, target }) => [state, target])).toEqual([['draft', { words: null, minutes: 5 }]])
  })

  test('a change of one is a reason for another good copy', () => {
    const { db, store, lesson } = openedStore()
    const before = fingerprint(db)
    store.setStates([{ id: lesson, state: 'done' }])
    expect(fingerprint(db)).not.toBe(before)
  })

  test('and so is a name that is masked', () => {
    const { db, store } = openedStore()
    const before = fingerprint(db)
    store.setPreferences({ 'archive.masks': { words: ['李小明'], released: [] } })
    expect(fingerprint(db)).not.toBe(before)
  })
})

describe('copies of entries', () => {
  test('a lesson’s copy lies after it, begins with its newest text and its plan, and goes its own way', () => {
    const opened = openedStore()
    const { store, chapter, lesson } = opened
    store.createLesson(chapter, '乙')
    const write = writing(opened)
    write(typing('写下第一句。'))
    store.setStates([{ id: lesson, state: 'revising' }])
    store.setTargets([{ id: lesson, words: 10, minutes: null }])
    const [copy = ''] = store.duplicate([{ id: lesson, title: '节 副本' }])
    write(typing('又'))
    expect([outline(store), textOf(store, copy), store.openLesson(copy).revision, textOf(store, lesson)]).toEqual([
      '课[章(节 节 副本 乙)]',
      '写下第一句。',
      0,
      '又写下第一句。',
    ])
    expect(lessonsOf(store)[1]).toMatchObject({ words: 6, narrated: 8, state: 'revising', target: { words: 10, minutes: null } })
  })

  test('a chapter’s and a course’s copy hold copies of what can be seen in them', () => {
    const { store, course, chapter, lesson } = openedStore()
    const gone = store.createLesson(chapter, '没了')
    store.remove(gone)
    store.duplicate([
      { id: chapter, title: '章 副本' },
      { id: course, title: '课 副本' },
    ])
    expect(outline(store)).toBe('课[章(节) 章 副本(节)] 课 副本[章(节) 章 副本(节)]')
    expect(lessonsOf(store).filter(({ id }) => id === lesson)).toHaveLength(1)
  })

  test('nothing is copied where one of the entries is gone or in the bin', () => {
    const { store, chapter, lesson } = openedStore()
    const other = store.createLesson(chapter, '乙')
    store.remove(other)
    expect(() =>
      store.duplicate([
        { id: lesson, title: '一' },
        { id: other, title: '二' },
      ]),
    ).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(outline(store)).toBe('课[章(节)]')
  })

  test('what stands of a suggestion counts once, however often its lesson is copied', () => {
    const opened = openedStore()
    writing(opened)([{ type: 'insert_node', path: [0, 1], node: { text: '余下的会跟上来。', ai: { model: 'starter', at: 5 } } }])
    opened.store.duplicate([{ id: opened.course, title: '课 副本' }])
    expect(opened.store.counts().retainedCharacters).toBe(8)
  })
})

describe('moving several', () => {
  function library() {
    const opened = openedStore()
    const { store, course, chapter, lesson } = opened
    const ids: Record<string, string> = { 节: lesson, 章: chapter, 课: course }
    for (const title of ['乙', '丙', '丁']) ids[title] = store.createLesson(chapter, title)
    const second = store.createChapter(course, '章二', '戊')
    ids['章二'] = second.chapter
    return { store, id: (title: string) => ids[title] ?? '' }
  }

  test('an index counts once all of them were taken out, so that what was before can be had again', () => {
    const { store, id } = library()
    store.moveAll([
      { id: id('丁'), index: 0 },
      { id: id('乙'), index: 1 },
    ])
    expect(outline(store)).toBe('课[章(丁 乙 节 丙) 章二(戊)]')
    store.moveAll([
      { id: id('乙'), index: 1 },
      { id: id('丁'), index: 3 },
    ])
    expect(outline(store)).toBe('课[章(节 乙 丙 丁) 章二(戊)]')
    store.moveAll([
      { id: id('节'), parent: id('章二'), index: 0 },
      { id: id('丙'), parent: id('章二'), index: 1 },
    ])
    expect(outline(store)).toBe('课[章(乙 丁) 章二(节 丙 戊)]')
    store.moveAll([
      { id: id('节'), parent: id('章'), index: 0 },
      { id: id('丙'), parent: id('章'), index: 2 },
    ])
    expect(outline(store)).toBe('课[章(节 乙 丙 丁) 章二(戊)]')
  })

  test('it moves none into a parent that is gone or in the bin, and none when one is in the bin itself', () => {
    const { store, id } = library()
    store.remove(id('章二'))
    const moves = (parent: string) => [id('节'), id('乙')].map((each, index) => ({ id: each, parent, index }))
    for (const parent of [id('章二'), 'nobody']) expect(() => store.moveAll(moves(parent))).toThrow(expect.objectContaining({ code: 'not-found' }))
    store.remove(id('丁'))
    expect(() => store.moveAll([id('节'), id('丁')].map((each) => ({ id: each, index: 0 })))).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(outline(store)).toBe('课[章(节 乙 丙)]')
  })

  test('several go into the bin and come back together; what another page took meanwhile is passed over', () => {
    const { store, id } = library()
    store.remove(id('丙'))
    store.erase(id('丙'))
    store.remove(id('乙'), id('丙'), id('丁'))
    expect(outline(store)).toBe('课[章(节) 章二(戊)]')
    store.erase(id('丁'))
    store.restore(id('乙'), id('丙'), id('丁'))
    expect(outline(store)).toBe('课[章(节 乙) 章二(戊)]')
    expect(() => store.remove(id('丙'), 'nobody')).toThrow(expect.objectContaining({ code: 'not-found' }))
    expect(() => store.restore('nobody')).toThrow(expect.objectContaining({ code: 'not-found' }))
  })
})

describe('the words of a day', () => {
  const passage = '一句话写了又写。'.repeat(20)
  const today = '2026-11-24'

  test('what is typed counts, what is deleted counts down, and no day goes below zero', () => {
    const opened = openedStore()
    const write = writing(opened)
    write(typing('写下第一句。'))
    write(deleting('第一', 2))
    expect(opened.store.writtenDays()).toEqual([{ day: today, words: 4 }])
    write(deleting('写下句。'), Date.UTC(2026, 10, 23, 8))
    expect(opened.store.writtenDays()).toEqual([{ day: today, words: 4 }])
  })

  test('a passage that is pasted was not written; one that was cut counts again where it is put back', () => {
    const opened = openedStore()
    const { store, chapter } = opened
    const other = store.createLesson(chapter, '乙')
    const write = writing(opened)
    write(typing(passage))
    expect(store.writtenDays()).toEqual([])
    for (let word = 0; word < 15; word++) write(typing('一个字一个字地写。'))
    expect(store.writtenDays()).toEqual([{ day: today, words: 135 }])
    const written = '一个字一个字地写。'.repeat(15)
    write(deleting(written))
    expect(store.writtenDays()).toEqual([])
    write(typing(written), undefined, other)
    write(typing(written), undefined, other)
    expect(store.writtenDays()).toEqual([{ day: today, words: 135 }])
  })

  test('a passage of several blocks is told by all of them together', () => {
    const opened = openedStore()
    const [first] = opened.store.openLesson(opened.lesson).doc
    if (!first) throw new Error('a text has a block')
    const blocks = [1, 2, 3].map((at): Change => ({
      type: 'insert_node',
      path: [at],
      node: { ...first, children: [{ text: '短短的一段话而已。'.repeat(5) }] },
    }))
    writing(opened)(blocks)
    expect(opened.store.writtenDays()).toEqual([])
  })

  test('what was written while nothing could be saved counts for its day, and as typing', () => {
    const opened = openedStore()
    const changes = Array.from({ length: 150 }, (_, at) => typing('字', at)).flat()
    writing(opened)(changes, Date.UTC(2026, 10, 23, 8))
    expect(opened.store.writtenDays()).toEqual([{ day: '2026-11-23', words: 150 }])
  })

  test('a clock that is wrong counts for today', () => {
    for (const at of [Date.UTC(2036, 0, 1), 0, -1e18]) {
      const opened = openedStore()
      writing(opened)(typing('写'), at)
      expect(opened.store.writtenDays()).toEqual([{ day: today, words: 1 }])
    }
  })

  test('nothing else that makes text counts, and a batch sent twice counts once', () => {
    const opened = openedStore()
    const { store, lesson } = opened
    const batch = { lesson, batch: 'batch-twice', base: 0, changes: typing('写下。'), at: Date.UTC(2026, 10, 24, 8) }
    store.append(batch)
    store.append(batch)
    store.duplicate([{ id: lesson, title: '节 副本' }])
    store.rescue(lesson, 'batch-lost', '找回', store.openLesson(lesson).doc)
    expect(store.writtenDays()).toEqual([{ day: today, words: 3 }])
  })

  test.each([
    [{ words: 10, taken: 0 }, [5, 0, 0], { words: 15, taken: 0 }],
    [{ words: 10, taken: 0 }, [-15, 0, 0], { words: 0, taken: 0 }],
    [{ words: 10, taken: 0 }, [0, 0, 300], { words: 0, taken: 10 }],
    [{ words: 0, taken: 10 }, [4, 300, 0], { words: 14, taken: 0 }],
    [{ words: 500, taken: 0 }, [0, 300, 300], { words: 500, taken: 0 }],
  ])('%o with %o is %o', (before, [typed = 0, put = 0, taken = 0], after) => {
    expect(counted({ day: today, ...before }, typed, put, taken)).toEqual({ day: today, ...after })
  })

  test('what is damaged of a day is passed over', () => {
    const { db, store } = openedStore()
    db.exec("INSERT INTO written_day VALUES ('2026-11-24', 12, 0), ('2026-1z-24', 12, 0), ('2026-11-23', -7, 0), ('2026-11-22', 1000000000000, 0)")
    expect(store.writtenDays()).toEqual([{ day: today, words: 12 }])
  })
})

describe('0070-library', () => {
  test('it gives each lesson what of it is read aloud, and leaves the rest as it was', () => {
    const file = join(temporaryFolder(), 'workspace.sqlite')
    putOlder(10, file)
    const db = connectToWrite(file)
    onTestFinished(() => {
      db.close()
    })
    migrate(
      db,
      migrations.filter(({ version }) => version <= 60),
    )
    db.exec("UPDATE batch SET checksum = checksum + 1 WHERE lesson = (SELECT id FROM node WHERE title = '没写完的一节')")
    migrate(
      db,
      migrations.filter(({ version }) => version <= 130),
    )
    const store = new Store(db, '.', clock())
    expect(lessonsOf(store)).toMatchObject([
      { title: '开头', words: 17, narrated: 17, state: 'draft', target: { words: null, minutes: null } },
      { title: '没写完的一节', words: 0, narrated: 0 },
    ])
    expect(store.writtenDays()).toEqual([])
    // 0140-narrated: silences are time as well. What can't be read keeps what it has.
    migrate(db)
    expect(lessonsOf(store)).toMatchObject([
      { title: '开头', words: 17, narrated: 29 },
      { title: '没写完的一节', words: 0, narrated: 0 },
    ])
  })
})

describe('what can be read of a broken workspace', () => {
  /** A workspace and one that is to take over what is left of it, with the same lessons. */
  function pair() {
    const from = openedStore()
    const copied = join(from.folder, 'copy.sqlite')
    from.db.pragma('wal_checkpoint(TRUNCATE)')
    copyFileSync(from.file, copied)
    const db = connectToWrite(copied)
    onTestFinished(() => {
      db.close()
    })
    const take = () => {
      from.db.pragma('wal_checkpoint(TRUNCATE)')
      withRemains(from.file, (remains) => {
        takePlans(db, remains, Date.UTC(2026, 10, 25))
        takeWrittenDays(db, remains)
        takeMasks(db, remains)
      })
      return new Store(db, '.', clock())
    }
    return { from, to: new Store(db, '.', clock(Date.UTC(2026, 10, 24, 7))), take }
  }

  test('states, targets and days are taken over, and the later state of two stays', () => {
    const { from, to, take } = pair()
    to.setStates([{ id: from.lesson, state: 'revising' }])
    from.store.setStates([{ id: from.lesson, state: 'done' }])
    from.store.setTargets([{ id: from.lesson, words: 800, minutes: null }])
    writing(from)(typing('写下第一句。'))
    const taken = take()
    expect([lessonsOf(taken)[0]?.state, lessonsOf(taken)[0]?.target, taken.writtenDays()]).toEqual([
      'done',
      { words: 800, minutes: null },
      [{ day: '2026-11-24', words: 6 }],
    ])
  })

  test('names that are masked are taken over, with those of the copy; what is no list of them is passed over', () => {
    const { from, to, take } = pair()
    const masks = (words: unknown, released: readonly string[] = []) => ({ 'archive.masks': { words, released } })
    to.setPreferences(masks(['甲', '乙'], ['400-820-8820']))
    from.store.setPreferences(masks(['乙', 3, '丙'], ['a@b.cn']))
    expect(take().preferences()['archive.masks']).toEqual({ words: ['甲', '乙', '丙'], released: ['400-820-8820'] })
    from.db.exec('UPDATE setting SET value = \'{"words":["丁"\'')
    expect(take().preferences()['archive.masks']).toEqual({ words: ['甲', '乙', '丙'], released: ['400-820-8820'] })
  })

  test('what is damaged of them is left out, and what belongs to no lesson', () => {
    const { from, to, take } = pair()
    to.setStates([{ id: from.lesson, state: 'revising' }])
    from.db.pragma('foreign_keys = OFF')
    from.db.exec("INSERT INTO plan VALUES ('nobody', 'done', NULL, NULL, 9e15)")
    from.db.exec("INSERT INTO written_day VALUES ('2026-11-24', 5, -3), ('no day', 5, 0)")
    const taken = take()
    expect([lessonsOf(taken)[0]?.state, taken.writtenDays()]).toEqual(['revising', [{ day: '2026-11-24', words: 5 }]])
  })
})
