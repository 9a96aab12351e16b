import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Store, type LessonText } from '#main/store/store.ts'
import { connectToWrite, type Database } from '#main/store/database.ts'
import { writePreferences } from '#main/store/preferences.ts'
import { writeSnapshot } from '#main/store/snapshots.ts'
import { checksumOf } from '#main/store/verify.ts'
import { applyChanges } from '#preload/document/apply.ts'
import { emptyDoc } from '#preload/document/blocks.ts'
import { blockText, runsOf } from '#preload/document/lines.ts'
import { BlockId, type Change, type Doc } from '#preload/document/schema.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { clock, openedStore } from './temporary.ts'

function typed(text: string, offset = 0): Change[] {
  return [{ type: 'insert_text', path: [0, 0], offset, text }]
}

function textOf(lesson: LessonText): string {
  return lesson.doc.map(blockText).join('\n')
}

function rows(db: Database, table: 'batch' | 'snapshot'): number {
  return Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
}

/** Appends one character many times. */
function typeMany(store: Store, lesson: string, from: number, count: number): void {
  for (let base = from; base < from + count; base += 1) store.append({ lesson, batch: `batch-${base}`, base, changes: typed('字'), at: 1 })
}

describe('the operation log', () => {
  test('it appends batches and answers their revisions', () => {
    const { store, lesson } = openedStore()
    expect(store.append({ lesson, batch: 'batch-one', base: 0, changes: typed('世界'), at: 1 })).toBe(1)
    expect(store.append({ lesson, batch: 'batch-two', base: 1, changes: typed('你好，'), at: 2.5 })).toBe(2)
    const { doc: _, ...facts } = store.openLesson(lesson)
    expect(facts).toEqual({ revision: 2, newestBatch: 'batch-two', title: '节', chapter: '章', course: '课' })
    expect(textOf(store.openLesson(lesson))).toBe('你好，世界')
  })

  test('it counts a batch sent twice once', () => {
    const { store, lesson, db } = openedStore()
    const batch = { lesson, batch: 'batch-one', base: 0, changes: typed('一'), at: 1 }
    expect([store.append(batch), store.append(batch)]).toEqual([1, 1])
    store.append({ ...batch, batch: 'batch-two', base: 1 })
    expect(store.append(batch)).toBe(1)
    expect([textOf(store.openLesson(lesson)), rows(db, 'batch')]).toEqual(['一一', 2])
  })

  test('it refuses a batch made on another revision and says which is the newest', () => {
    const { store, lesson } = openedStore()
    store.append({ lesson, batch: 'batch-one', base: 0, changes: typed('一'), at: 1 })
    expect(() => store.append({ lesson, batch: 'batch-two', base: 0, changes: typed('二'), at: 1 })).toThrow(
      expect.objectContaining({ code: 'stale', detail: { revision: 1 } }),
    )
    expect(() => store.append({ lesson, batch: 'batch-two', base: 2, changes: typed('二'), at: 1 })).toThrow(expect.objectContaining({ code: 'stale' }))
  })

  test('it writes nothing of a batch that does not fit', () => {
    const { store, lesson, db } = openedStore()
    const changes: Change[] = [...typed('一'), { type: 'remove_text', path: [0, 0], offset: 0, text: '二' }]
    expect(() => store.append({ lesson, batch: 'batch-one', base: 0, changes, at: 1 })).toThrow(/the text at 0 is another/)
    expect([rows(db, 'batch'), textOf(store.openLesson(lesson)), store.openLesson(lesson).revision]).toEqual([0, '', 0])
    expect(store.append({ lesson, batch: 'batch-one', base: 0, changes: typed('一'), at: 1 })).toBe(1)
  })

  test('it keeps words, retained characters and the time of the change', () => {
    const { store, lesson, db } = openedStore()
    const before = store.tree()[0]?.chapters[0]?.lessons[0]
    store.append({
      lesson,
      batch: 'batch-one',
      base: 0,
      changes: [{ type: 'insert_node', path: [0, 1], node: { text: '模型写的 Moke', ai: { model: 'm', at: 1 } } }],
      at: 1,
    })
    const after = store.tree()[0]?.chapters[0]?.lessons[0]
    expect([before?.words, after?.words, store.counts().retainedCharacters]).toEqual([0, 5, 9])
    expect(after?.changedAt).toBeGreaterThan(before?.changedAt ?? 0)
    expect(db.prepare('SELECT words FROM lesson').pluck().get()).toBe(5)
  })

  test('it appends to a lesson in the bin, for a page may still hold it', () => {
    const { store, lesson } = openedStore()
    store.remove(lesson)
    expect(store.append({ lesson, batch: 'batch-one', base: 0, changes: typed('一'), at: 1 })).toBe(1)
  })

  test('it knows no lesson that is not there', () => {
    const { store, chapter } = openedStore()
    for (const id of ['nobody', chapter]) {
      expect(() => store.openLesson(id)).toThrow(expect.objectContaining({ code: 'not-found' }))
      expect(() => store.append({ lesson: id, batch: 'batch-one', base: 0, changes: typed('一'), at: 1 })).toThrow(
        expect.objectContaining({ code: 'not-found' }),
      )
    }
  })

  test('it reads back any text from the file alone', () => {
    const { store, lesson, db, folder } = openedStore()
    let doc = store.openLesson(lesson).doc
    let base = 0
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(40), fc.string({ unit: 'grapheme', maxLength: 8 }), fc.boolean()), { minLength: 1, maxLength: 8 }), (edits) => {
        const changes: Change[] = []
        let after: Doc = doc
        for (const [at, text, isNew] of edits) {
          const block = after[at % after.length]
          const end = block ? (runsOf(block)[0]?.text.length ?? 0) : 0
          const change: Change = isNew
            ? { type: 'insert_node', path: [at % (after.length + 1)], node: paragraph(text, `b${base}-${changes.length}`) }
            : { type: 'insert_text', path: [at % after.length, 0], offset: at % (end + 1), text }
          after = applyChanges(after, [change])
          changes.push(change)
        }
        base = store.append({ lesson, batch: `batch-${base}`, base, changes, at: 1 })
        doc = after
        expect(new Store(db, folder, clock()).openLesson(lesson)).toMatchObject({ doc: JSON.parse(JSON.stringify(doc)), revision: base })
      }),
      { numRuns: 60 },
    )
  })
})

describe('snapshots', () => {
  test('it takes one every two hundred batches and keeps few', () => {
    const { store, lesson, db } = openedStore()
    const revisions = () => db.prepare('SELECT revision FROM snapshot ORDER BY revision').pluck().all()
    typeMany(store, lesson, 0, 199)
    expect(revisions()).toEqual([0])
    typeMany(store, lesson, 199, 421)
    expect(revisions()).toEqual([0, 400, 600])
    for (let revision = 800; revision <= 10_200; revision += 200) writeSnapshot(db, lesson, { revision, doc: emptyDoc() }, 1)
    expect(revisions()).toEqual([0, 5000, 10_000, 10_200])
  })

  test('it takes one when a lesson is left with much to replay', () => {
    const { store, lesson, db } = openedStore()
    typeMany(store, lesson, 0, 19)
    store.leaveLesson(lesson)
    expect(rows(db, 'snapshot')).toBe(1)
    typeMany(store, lesson, 19, 1)
    store.leaveLesson(lesson)
    store.leaveLesson(lesson)
    expect(db.prepare('SELECT revision FROM snapshot ORDER BY revision').pluck().all()).toEqual([0, 20])
  })

  test('it makes the text from an older one when the newest is damaged', () => {
    const { store, lesson, db, folder } = openedStore()
    typeMany(store, lesson, 0, 25)
    store.leaveLesson(lesson)
    db.exec("UPDATE snapshot SET doc = replace(doc, '字', '宇') WHERE revision = 25")
    expect(textOf(new Store(db, folder, clock()).openLesson(lesson))).toBe('字'.repeat(25))
  })

  test('it stores a long one compressed, and passes over one whose bits flipped or whose bytes are no text', () => {
    const { store, lesson, db, folder } = openedStore()
    const long = [{ type: 'insert_text' as const, path: [0, 0], offset: 0, text: '一二三四五六七八九十'.repeat(100) }]
    store.append({ lesson, batch: 'batch-long', base: 0, changes: long, at: 1 })
    typeMany(store, lesson, 1, 24)
    store.leaveLesson(lesson)
    const text = textOf(store.openLesson(lesson))
    const read = () => textOf(new Store(db, folder, clock()).openLesson(lesson))
    const [kind, bytes] = db.prepare<[], [string, number]>('SELECT typeof(doc), length(doc) FROM snapshot WHERE revision = 25').raw().get() ?? ['', 0]
    expect([kind, bytes < 500, read()]).toEqual(['blob', true, text])
    const whole = db.prepare('SELECT doc, checksum FROM snapshot WHERE revision = 25').get()
    for (const damage of ["doc = CAST(x'00' || doc AS BLOB)", "doc = x'ffff', checksum = $checksum"]) {
      db.prepare(`UPDATE snapshot SET ${damage} WHERE revision = 25`).run(damage.includes('$') ? { checksum: checksumOf(Buffer.from([0xff, 0xff])) } : {})
      expect(read()).toBe(text)
      // Nothing but the snapshot has the text where the log is damaged.
      db.exec('UPDATE batch SET checksum = checksum + 1 WHERE revision = 3')
      expect(read).toThrow(expect.objectContaining({ code: 'corrupt' }))
      db.prepare('UPDATE snapshot SET doc = $doc, checksum = $checksum WHERE revision = 25').run(whole)
      expect(read()).toBe(text)
      db.exec('UPDATE batch SET checksum = checksum - 1 WHERE revision = 3')
    }
  })

  test('it says so when a batch is damaged, or gone', () => {
    const { store, lesson, db, folder } = openedStore()
    typeMany(store, lesson, 0, 5)
    db.exec("UPDATE batch SET changes = replace(changes, '字', '宇') WHERE revision = 3")
    expect(() => new Store(db, folder, clock()).openLesson(lesson)).toThrow(
      expect.objectContaining({ code: 'corrupt', message: expect.stringContaining('batch 3') }),
    )
    db.exec('DELETE FROM batch WHERE revision = 3')
    expect(() => new Store(db, folder, clock()).openLesson(lesson)).toThrow(expect.objectContaining({ code: 'corrupt' }))
  })

  test.each([
    ['no JSON', '['],
    ['no changes', '[{"type":"delete_everything"}]'],
    ['changes that do not fit', '[{"type":"insert_text","path":[9,9],"offset":0,"text":"字"}]'],
  ])('it takes a stored batch of %s for damage', (_, changes) => {
    const { store, lesson, db, folder } = openedStore()
    typeMany(store, lesson, 0, 5)
    db.prepare('UPDATE batch SET changes = ?, checksum = ? WHERE revision = 3').run(changes, checksumOf(changes))
    expect(() => new Store(db, folder, clock()).openLesson(lesson)).toThrow(
      expect.objectContaining({ code: 'corrupt', message: expect.stringContaining('batch 3') }),
    )
  })

  test.each([
    ['no JSON', '['],
    ['no document', '[]'],
  ])('it passes over a snapshot of %s', (_, doc) => {
    const { store, lesson, db, folder } = openedStore()
    typeMany(store, lesson, 0, 25)
    store.leaveLesson(lesson)
    db.prepare('UPDATE snapshot SET doc = ?, checksum = ? WHERE revision = 25').run(doc, checksumOf(doc))
    expect(textOf(new Store(db, folder, clock()).openLesson(lesson))).toBe('字'.repeat(25))
  })

  test('it opens a lesson of a hundred thousand 字 and appends to it without writing it anew', () => {
    const { store, lesson, db, folder } = openedStore()
    const blocks = Array.from({ length: 1000 }, (_, index): Change => ({ type: 'insert_node', path: [index], node: paragraph('字'.repeat(100), `b${index}`) }))
    store.append({ lesson, batch: 'batch-0', base: 0, changes: blocks, at: 1 })
    const pages = () => Number(db.pragma('page_count', { simple: true }))
    const before = pages()
    typeMany(store, lesson, 1, 100)
    expect(pages() - before).toBeLessThan(30)
    const read = new Store(db, folder, clock()).openLesson(lesson)
    expect([read.revision, textOf(read).length]).toEqual([101, 100_000 + 100 + 1000])
  })
})

describe('a rescued text', () => {
  const doc: Doc = [paragraph('没能保存的字')]

  test('it becomes a lesson after the original', () => {
    const { store, lesson, chapter } = openedStore()
    store.createLesson(chapter, '后一节')
    const rescued = store.rescue(lesson, 'batch-lost', '节（找回）', doc)
    expect(store.rescue(lesson, 'batch-lost', '节（找回）', doc)).toBe(rescued)
    expect(store.tree()[0]?.chapters[0]?.lessons.map((one) => one.title)).toEqual(['节', '节（找回）', '后一节'])
    expect(store.openLesson(rescued)).toMatchObject({ doc, revision: 0, title: '节（找回）' })
  })

  test.each(['removed', 'erased'] as const)('it can be seen when what the original lay in is %s', (fate) => {
    const { store, lesson, course } = openedStore()
    store.remove(course)
    if (fate === 'erased') store.erase(course)
    store.rescue(lesson, 'batch-lost', '找回', doc)
    expect(store.tree()).toMatchObject([{ title: '找回', chapters: [{ title: '找回', lessons: [{ title: '找回', words: 6 }] }] }])
  })

  test('it goes to a chapter that can be seen when there is one', () => {
    const { store, lesson, course } = openedStore()
    store.createCourse({ title: '另一门', chapters: [{ title: '章', lessons: [] }] })
    store.remove(course)
    store.rescue(lesson, 'batch-lost', '找回', doc)
    expect(store.tree()).toMatchObject([{ title: '另一门', chapters: [{ lessons: [{ title: '找回' }] }] }])
  })
})

describe('what stands of what was accepted', () => {
  const ai = (at: number) => ({ model: 'starter', at })
  const accepted = (text: string, at: number): Change[] => [{ type: 'insert_node', path: [0, 1], node: { text, ai: ai(at) } }]
  const docOf = (...children: { text: string; ai?: { model: string; at: number } }[]): Doc => [{ type: 'paragraph', id: BlockId.parse('p'), children }]
  const standing = (store: Store) => store.counts().retainedCharacters

  test('it counts an acceptance once, however many lessons it stands in', () => {
    const { store, lesson, chapter } = openedStore()
    store.append({ lesson, batch: 'batch-one', base: 0, changes: accepted('模型写的九个字啊。', 1), at: 1 })
    store.rescue(lesson, 'batch-two', '找回', store.openLesson(lesson).doc)
    const other = store.createLesson(chapter, '另一节')
    store.append({ lesson: other, batch: 'batch-one', base: 0, changes: accepted('模型写的', 1), at: 1 })
    expect(standing(store)).toBe(9)
    store.append({ lesson: other, batch: 'batch-two', base: 1, changes: accepted('又一次', 2), at: 2 })
    expect(standing(store)).toBe(12)
  })

  test('it counts text pasted twice into a lesson once', () => {
    const { store, lesson } = openedStore()
    store.rescue(
      lesson,
      'batch',
      '找回',
      docOf({ text: '一二三四', ai: ai(1) }, { text: '自己' }, { text: '一二', ai: ai(1) }, { text: '写' }, { text: '一二三四', ai: ai(1) }),
    )
    expect(standing(store)).toBe(4)
  })

  test('it sums the pieces that typing made of an acceptance, and follows what is deleted, split and undone', () => {
    const { store, lesson } = openedStore()
    const seen: number[] = []
    const batches: Change[][] = [
      accepted('一二三四五', 1),
      [
        { type: 'split_node', path: [0, 1], position: 2, properties: { ai: ai(1) } },
        { type: 'insert_node', path: [0, 2], node: { text: '我' } },
      ],
      [{ type: 'remove_text', path: [0, 3], offset: 0, text: '三' }],
      [{ type: 'remove_node', path: [0, 3], node: { text: '四五', ai: ai(1) } }],
      [{ type: 'remove_node', path: [0, 1], node: { text: '一二', ai: ai(1) } }],
    ]
    for (const [base, changes] of batches.entries()) {
      store.append({ lesson, batch: `batch-${base}-of-five`, base, changes, at: 1 })
      seen.push(standing(store))
    }
    expect(seen).toEqual([5, 5, 4, 2, 0])
  })

  test('it counts all of an acceptance whose words repeat themselves, also when a mark or a sign of the author’s parts it', () => {
    const { store, lesson } = openedStore()
    const split = (position: number, properties: Record<string, unknown>): Change => ({ type: 'split_node', path: [0, 1], position, properties })
    store.append({ lesson, batch: 'batch-one', base: 0, changes: accepted('今天天气很好，今天', 1), at: 1 })
    store.append({ lesson, batch: 'batch-two', base: 1, changes: [split(7, { ai: ai(1), bold: true })], at: 1 })
    expect(standing(store)).toBe(9)
    store.append({ lesson, batch: 'batch-three', base: 2, changes: accepted('哈哈哈哈', 2), at: 2 })
    const typed: Change = { type: 'insert_node', path: [0, 2], node: { text: '，' } }
    store.append({ lesson, batch: 'batch-four', base: 3, changes: [split(2, { ai: ai(2) }), typed], at: 2 })
    expect(standing(store)).toBe(13)
  })

  test('it sums the parts of an acceptance that was cut into another lesson', () => {
    const { store, lesson } = openedStore()
    store.append({ lesson, batch: 'batch-one', base: 0, changes: accepted('一二三四五', 1), at: 1 })
    store.append({ lesson, batch: 'batch-two', base: 1, changes: [{ type: 'remove_text', path: [0, 1], offset: 2, text: '三四五' }], at: 1 })
    store.rescue(lesson, 'batch-three', '剪到这里', docOf({ text: '三四五', ai: ai(1) }))
    expect(standing(store)).toBe(5)
    store.rescue(lesson, 'batch-four', '又一份', docOf({ text: '三四五', ai: ai(1) }))
    expect(standing(store)).toBe(5)
  })

  test('it is as long as the longest of its copies, also when the others are erased', () => {
    const { store, lesson } = openedStore()
    store.append({ lesson, batch: 'batch-one', base: 0, changes: accepted('一二三四', 1), at: 1 })
    const copy = store.rescue(lesson, 'batch-two', '找回', docOf({ text: '一二三', ai: ai(1) }))
    expect(standing(store)).toBe(4)
    store.remove(lesson)
    expect(standing(store)).toBe(3)
    store.remove(copy)
    store.erase(copy)
    expect(standing(store)).toBe(0)
    store.restore(lesson)
    expect(standing(store)).toBe(4)
  })

  test('it begins at zero when the counts are erased, also for copies made afterwards', () => {
    const { store, lesson } = openedStore()
    const now = store.tree()[0]?.chapters[0]?.lessons[0]?.changedAt ?? 0
    store.append({ lesson, batch: 'batch-one', base: 0, changes: accepted('以前的', now), at: 1 })
    store.clearCounts()
    store.rescue(lesson, 'batch-two', '找回', store.openLesson(lesson).doc)
    expect(standing(store)).toBe(0)
    store.append({ lesson, batch: 'batch-three', base: 1, changes: accepted('以后', now + 3_600_000), at: 1 })
    expect(standing(store)).toBe(2)
  })

  test('it keeps no text of what was accepted before the counts were erased, however often it changes afterwards', () => {
    const { store, lesson, chapter, db } = openedStore()
    const now = store.tree()[0]?.chapters[0]?.lessons[0]?.changedAt ?? 0
    const kept = () => db.prepare('SELECT accepted FROM retained').pluck().all()
    store.append({ lesson, batch: 'batch-one', base: 0, changes: accepted('以前的', now), at: 1 })
    store.append({ lesson, batch: 'batch-two', base: 1, changes: [{ type: 'remove_text', path: [0, 1], offset: 1, text: '前的' }], at: 1 })
    expect(kept()).toEqual(['以前的'])
    store.clearCounts()
    expect(kept()).toEqual([])
    store.append({ lesson, batch: 'batch-three', base: 2, changes: [{ type: 'insert_text', path: [0, 1], offset: 1, text: '后' }], at: 1 })
    store.append({ lesson: store.createLesson(chapter, '另一节'), batch: 'batch-one', base: 0, changes: accepted('以前的', now), at: 1 })
    expect(kept()).toEqual([])
  })

  test('it keeps no text of an acceptance of which nothing stands', () => {
    const { store, lesson, db } = openedStore()
    store.append({ lesson, batch: 'batch-one', base: 0, changes: accepted('收下又删掉', 1), at: 1 })
    store.append({ lesson, batch: 'batch-two', base: 1, changes: [{ type: 'remove_text', path: [0, 1], offset: 0, text: '收下又删掉' }], at: 1 })
    expect(db.prepare('SELECT accepted FROM retained').pluck().all()).toEqual([])
  })

  test('it saves and counts as ever beside two stretches of 50,000 characters that another program marked', () => {
    const { store, lesson, db } = openedStore()
    const long = (end: string) => `${'一'.repeat(49_999)}${end}`
    const [first, second] = [long('二'), long('三')]
    const parted: Change[] = [...accepted(first, 1), { type: 'insert_node', path: [0, 2], node: { text: '，' } }]
    store.append({ lesson, batch: 'batch-one', base: 0, changes: parted, at: 1 })
    store.append({ lesson, batch: 'batch-two', base: 1, changes: [{ type: 'insert_node', path: [0, 3], node: { text: second, ai: ai(1) } }], at: 1 })
    store.append({ lesson, batch: 'batch-three', base: 2, changes: accepted('收下的', 2), at: 1 })
    expect([standing(store), db.prepare('SELECT accepted FROM retained').pluck().all()]).toEqual([3, ['收下的']])
  }, 10_000)

  test('it takes any time of acceptance that a text may hold', () => {
    const { store, lesson } = openedStore()
    store.append({ lesson, batch: 'batch-one', base: 0, changes: accepted('半', Number.MAX_SAFE_INTEGER + 0.5), at: 1 })
    store.append({ lesson, batch: 'batch-two', base: 1, changes: accepted('刻', 1795507200000.5), at: 1 })
    expect(standing(store)).toBe(2)
  })
})

describe('settings and counts', () => {
  test('it keeps settings by name', () => {
    const { store } = openedStore()
    store.setPreferences({ theme: 'dark', carets: { a: [1, 2] } })
    store.setPreferences({ theme: 'light', model: null, device: undefined })
    expect(store.preferences()).toEqual({ theme: 'light', model: null, carets: { a: [1, 2] } })
  })

  test('settings are read once until they change, here or in another process', () => {
    const { store, file } = openedStore()
    store.setPreferences({ theme: 'dark' })
    const before = store.preferences()
    store.createCourse({ title: '另一门', chapters: [] })
    expect(store.preferences()).toBe(before)
    const other = connectToWrite(file)
    writePreferences(other, { theme: 'light' })
    other.close()
    expect(store.preferences()).toEqual({ theme: 'light' })
    expect(() => store.setPreferences({ theme: 'dark', broken: 1n })).toThrow()
    expect(store.preferences()).toEqual({ theme: 'light' })
  })

  test('it sums counts by day', () => {
    const { store } = openedStore()
    const count = {
      day: '2026-11-24',
      model: 'starter',
      shown: 2,
      shownCharacters: 20,
      accepted: 1,
      acceptedCharacters: 8,
      dismissed: 1,
      dismissedCharacters: 3,
    }
    store.addCounts([count, { ...count, model: 'mine' }, { ...count, day: '2026-11-23' }])
    store.addCounts([count])
    expect(store.counts().days).toEqual([
      { day: '2026-11-23', shown: 2, shownCharacters: 20, accepted: 1, acceptedCharacters: 8, dismissed: 1, dismissedCharacters: 3 },
      { day: '2026-11-24', shown: 6, shownCharacters: 60, accepted: 3, acceptedCharacters: 24, dismissed: 3, dismissedCharacters: 9 },
    ])
    store.clearCounts()
    expect(store.counts()).toEqual({ days: [], retainedCharacters: 0 })
  })

  test('it counts no characters of lessons in the bin as standing', () => {
    const { store, lesson, course } = openedStore()
    store.append({
      lesson,
      batch: 'batch-one',
      base: 0,
      changes: [{ type: 'insert_node', path: [0, 1], node: { text: '四个字啊', ai: { model: 'm', at: 1 } } }],
      at: 1,
    })
    expect(store.counts().retainedCharacters).toBe(4)
    store.remove(course)
    expect(store.counts().retainedCharacters).toBe(0)
  })
})
