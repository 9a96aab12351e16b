import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ages, compactOnce } from '#main/store/compact.ts'
import { connectToRead, connectToWrite, type Database } from '#main/store/database.ts'
import { dictionary } from '#main/store/dictionary.ts'
import { Log } from '#main/store/log.ts'
import { deflated, inflated } from '#main/store/packed.ts'
import { salvage } from '#main/store/salvage.ts'
import { Store } from '#main/store/store.ts'
import { findDamage } from '#main/store/verify.ts'
import { readVersions } from '#main/store/versions.ts'
import { applyChanges } from '#preload/document/apply.ts'
import { blockText } from '#preload/document/lines.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import type { LoggedStep, StepPart } from '#preload/document/steps.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { clock, openedStore } from './temporary.ts'

const minute = 60_000
const day = 24 * 60 * minute
const start = Date.UTC(2026, 0, 10, 8)

/** Compacts as far as it goes, as seen at a time. */
function compactAll(db: Database, lesson: string, now: number): number {
  let times = 0
  while (compactOnce(db, lesson, now)) times += 1
  return times
}

const rowsOf = (db: Database) =>
  db.prepare<[], number[]>('SELECT (SELECT count(*) FROM batch), (SELECT count(*) FROM packed), (SELECT max(grain) FROM packed)').raw().get()

/** Writes so many batches, five seconds apart and with a pause of an hour after each hundred; answers the text after each. */
function write(store: Store, lesson: string, count: number, from = 0): Doc[] {
  const texts = [store.openLesson(lesson).doc]
  for (let at = from; at < from + count; at += 1) {
    const doc = texts.at(-1) ?? []
    const isNew = at % 10 === 9
    const changes: Change[] = isNew
      ? [{ type: 'insert_node', path: [0], node: paragraph(`第${at}段`, `b${at}`) }]
      : [{ type: 'insert_text', path: [0, 0], offset: 0, text: `${at % 10}` }]
    const steps: StepPart[] = [{ count: 1, ...(at % 3 > 0 && !isNew ? { continues: true } : { before: [[0, 0, 0]] }), after: [[0, 0, 1]] }]
    store.append({ lesson, batch: `batch-${at}`, base: at, changes, at: start + at * 5000 + Math.floor(at / 100) * 60 * minute, steps })
    texts.push(applyChanges(doc, changes))
  }
  return texts
}

/** Every step that can be undone, newest first. */
function allSteps(store: Store, lesson: string): LoggedStep[] {
  const { revision } = store.openLesson(lesson)
  const steps: LoggedStep[] = []
  for (let from: Parameters<Store['steps']>[1] | null = { revision, part: null, skip: 0 }; from;) {
    const found = store.steps(lesson, from, 'undo')
    steps.push(...found.steps)
    from = found.rest
  }
  return steps
}

describe('batches older than some hours', () => {
  test('they are packed by sittings, and the newest stay as they were sent', () => {
    const { store, lesson, db, folder } = openedStore()
    const texts = write(store, lesson, 350)
    expect(compactAll(db, lesson, start + 2 * day)).toBe(4)
    expect([rowsOf(db), findDamage(db, true)]).toEqual([[8, 4, 1], null])
    const again = new Store(db, folder, clock())
    expect(again.openLesson(lesson)).toMatchObject({ revision: 350, newestBatch: 'batch-349', doc: texts[350] })
    expect(again.append({ lesson, batch: 'batch-349', base: 349, changes: [{ type: 'insert_text', path: [0, 0], offset: 0, text: '字' }], at: 1 })).toBe(350)
  })

  test('who reads the same workspace goes on reading a lesson that was packed across what they had of it', () => {
    const { store, lesson, file, folder, db } = openedStore()
    write(store, lesson, 20)
    const reading = connectToRead(file)
    onTestFinished(() => {
      reading.close()
    })
    const other = new Store(reading, folder, clock())
    expect(other.openLesson(lesson).revision).toBe(20)
    const texts = write(store, lesson, 100, 20)
    compactAll(db, lesson, start + 2 * day)
    expect(other.openLesson(lesson)).toMatchObject({ revision: 120, doc: texts.at(-1) })
  })

  test('they are not packed before', () => {
    const { store, lesson, db } = openedStore()
    write(store, lesson, 200)
    expect(compactAll(db, lesson, start + ages.packMs)).toBe(0)
  })

  test('every step can still be undone, and no other', () => {
    const { store, lesson, db } = openedStore()
    write(store, lesson, 350)
    const before = allSteps(store, lesson)
    compactAll(db, lesson, start + 2 * day)
    const after = allSteps(store, lesson)
    expect(after.map(({ before: caret, after: end }) => [caret, end])).toEqual(before.map(({ before: caret, after: end }) => [caret, end]))
    // The keystrokes of a step may be joined: what they do is the same.
    let [one, other] = [store.openLesson(lesson).doc, store.openLesson(lesson).doc]
    for (const [index, step] of before.entries()) {
      one = undone(one, step.changes)
      other = undone(other, after[index]?.changes ?? [])
      expect(other).toEqual(one)
    }
  })

  test('the text is told at its moments, some seconds apart, and exactly at every moment with a name', () => {
    const { store, lesson, db, folder } = openedStore()
    const texts = write(store, lesson, 350)
    for (const revision of [7, 111, 230]) store.nameVersion(lesson, revision, `第 ${revision} 版`)
    const sittings = store.timeline(lesson).sittings
    compactAll(db, lesson, start + 2 * day)
    const again = new Store(db, folder, clock())
    expect(again.timeline(lesson).sittings).toEqual(sittings)
    const moments = again.moments(lesson, 0, 350)
    expect(moments.map(({ revision }) => revision)).toEqual(expect.arrayContaining([7, 111, 230, 350]))
    expect(moments.length).toBeGreaterThan(170)
    for (const { revision } of moments) expect(again.textAt(lesson, revision)).toEqual({ revision, doc: texts[revision] })
    for (const revision of [1, 2, 3, 4, 52, 299]) {
      const told = again.textAt(lesson, revision)
      expect([told.revision <= revision, revision - told.revision < 3, told.doc]).toEqual([true, true, texts[told.revision]])
    }
  })
})

/** A text before a step. */
function undone(doc: Doc, changes: readonly Change[]): Doc {
  const inverse = changes.map((change): Change => {
    if (change.type === 'insert_text') return { ...change, type: 'remove_text' }
    if (change.type === 'insert_node') return { ...change, type: 'remove_node' }
    throw new Error('these tests only insert')
  })
  return applyChanges(doc, inverse.reverse())
}

describe('what is older still', () => {
  test('it keeps the text of each hour after a month, of each day after half a year, and of every name', () => {
    const { store, lesson, db, folder } = openedStore()
    const texts = write(store, lesson, 1000)
    for (const revision of [7, 111, 230]) store.nameVersion(lesson, revision, `第 ${revision} 版`)
    compactAll(db, lesson, start + 40 * day)
    expect(rowsOf(db)?.slice(0, 1)).toEqual([8])
    const hours = new Store(db, folder, clock()).moments(lesson, 0, 992).map(({ revision }) => revision)
    expect(hours).toEqual(expect.arrayContaining([7, 100, 111, 200, 230, 300, 900, 992]))
    expect(hours.length).toBeLessThan(16)
    compactAll(db, lesson, start + 200 * day)
    const again = new Store(db, folder, clock())
    const days = again.moments(lesson, 0, 992).map(({ revision }) => revision)
    expect([days, findDamage(db, true)]).toEqual([[7, 111, 230, 992], null])
    for (const revision of days) expect(again.textAt(lesson, revision)).toEqual({ revision, doc: texts[revision] })
    expect(again.openLesson(lesson).doc).toEqual(texts[1000])
    // Undo goes back as far as steps are kept, and no further.
    expect(allSteps(again, lesson).length).toBe(store.steps(lesson, { revision: 1000, part: null, skip: 0 }, 'undo').steps.length)
    expect(compactAll(db, lesson, start + 200 * day)).toBe(0)
  })

  test('what was typed over and taken back is packed as far as what was only typed', () => {
    const { store, lesson, db } = openedStore()
    let doc = store.openLesson(lesson).doc
    for (let at = 0; at < 300; at += 1) {
      const text = blockText(doc[0]!)
      const change: Change =
        text.length > 20
          ? { type: 'remove_text', path: [0, 0], offset: 5, text: text.slice(5, 15) }
          : { type: 'insert_text', path: [0, 0], offset: text.length, text: `写${at}` }
      doc = applyChanges(doc, [change])
      store.append({ lesson, batch: `batch-${at}`, base: at, changes: [change], at: start + at * 5000 + Math.floor(at / 100) * 60 * minute })
    }
    store.nameVersion(lesson, 200, '一版')
    for (const [days, grains] of [
      [2, [1, 1, 1]],
      [40, [2, 2, 2]],
      [200, [3]],
    ] as const) {
      compactAll(db, lesson, start + days * day)
      expect(db.prepare('SELECT grain FROM packed ORDER BY revision').pluck().all()).toEqual(grains)
    }
    expect(store.openLesson(lesson).doc).toEqual(doc)
  })

  test('it takes little room: what was written and deleted again is gone', () => {
    const { store, lesson, db } = openedStore()
    for (let at = 0; at < 600; at += 1) {
      const change: Change = { type: at % 2 === 0 ? 'insert_text' : 'remove_text', path: [0, 0], offset: 0, text: '写了又删的一句话' }
      store.append({ lesson, batch: `batch-${at}`, base: at, changes: [change], at: start + at * 1000 })
    }
    compactAll(db, lesson, start + 200 * day)
    expect(db.prepare<[], number>('SELECT sum(length(content)) FROM packed').pluck().get()).toBeLessThan(200)
  })
})

describe('compressed texts', () => {
  test('the words that they are compressed with are those that they will be read with', () => {
    expect(createHash('sha256').update(dictionary).digest('hex')).toBe('5b648114b00b6fb6ac833075973c9e4e6741cdee2ef2ede3baa18eb4a31e7367')
  })

  test('what was compressed without them is read too', () => {
    const json = JSON.stringify(['写作', '一行字'])
    expect([inflated(deflateRawSync(json)), inflated(deflated(json)), inflated(Buffer.from('写作'))]).toEqual([json, json, null])
  })
})

describe('a damaged log', () => {
  test('it is left as it is', () => {
    const { store, lesson, db } = openedStore()
    write(store, lesson, 350)
    db.exec("UPDATE batch SET changes = replace(changes, '5', '6') WHERE revision = 6")
    expect([compactAll(db, lesson, start + 2 * day), rowsOf(db)?.slice(0, 2)]).toEqual([0, [350, 0]])
  })

  test('a packed row whose bits flipped is damage, told when the text is read', () => {
    const { store, lesson, db, folder } = openedStore()
    write(store, lesson, 350)
    compactAll(db, lesson, start + 2 * day)
    db.exec("UPDATE packed SET content = CAST(x'00' || content AS BLOB) WHERE base = 0")
    expect(findDamage(db, true)).toMatch(/packed/)
    expect(() => new Store(db, folder, clock()).textAt(lesson, 50)).toThrow(expect.objectContaining({ code: 'corrupt' }))
  })
})

test('whatever is written, named and packed at whatever age, no text and no name is lost', () => {
  const deed = fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({ kind: fc.constant('write' as const), count: fc.integer({ min: 1, max: 90 }), after: fc.integer({ min: 0, max: 3 * 24 * 60 }) }),
    },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('name' as const), at: fc.nat(1000) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('pack' as const), days: fc.constantFrom(0, 2, 33, 190) }) },
  )
  fc.assert(
    fc.property(fc.array(deed, { minLength: 4, maxLength: 14 }), (deeds) => {
      const { store, lesson, db, folder } = openedStore()
      let doc = store.openLesson(lesson).doc
      const named = new Map<number, Doc>()
      let [now, revision] = [start, 0]
      for (const one of deeds) {
        if (one.kind === 'write') {
          now += one.after * minute
          for (let at = 0; at < one.count; at += 1) {
            now += 700
            const last = doc[0]
            const text = last && 'text' in (last.children[0] ?? {}) ? (last.children[0] as { text: string }).text : ''
            const changes: Change[] =
              text.length > 30
                ? [{ type: 'remove_text', path: [0, 0], offset: 3, text: text.slice(3, 25) }]
                : [{ type: 'insert_text', path: [0, 0], offset: text.length, text: `写${at}` }]
            doc = applyChanges(doc, changes)
            revision = store.append({ lesson, batch: `batch-${revision}`, base: revision, changes, at: now })
          }
          if (one.count > 40) store.leaveLesson(lesson)
        } else if (one.kind === 'name') {
          const told = store.textAt(lesson, one.at % (revision + 1))
          if (!named.has(told.revision)) named.set(told.revision, told.doc)
          store.nameVersion(lesson, told.revision, '一版')
        } else compactAll(db, lesson, now + one.days * day)
      }
      const again = new Store(db, folder, clock())
      expect([again.openLesson(lesson).doc, findDamage(db, true)]).toEqual([doc, null])
      for (const [at, text] of named) expect(again.textAt(lesson, at)).toEqual({ revision: at, doc: text })
    }),
    { numRuns: 25 },
  )
})

describe('a broken workspace whose log was packed', () => {
  const last = (db: Database, lesson: string) => db.prepare<[string], number>('SELECT revision FROM lesson WHERE id = ?').pluck().get(lesson)

  test.each([0, 100, 130, 350])('what it had after a copy that ends at batch %i comes back, with its names', (copied) => {
    const { store, lesson, db, file, folder } = openedStore()
    const texts = write(store, lesson, copied)
    const copy = join(folder, 'copy.sqlite')
    db.exec(`VACUUM INTO '${copy}'`)
    const all = [...texts, ...writeOn(store, lesson, copied, 350)]
    store.nameVersion(lesson, 350, '交稿')
    compactAll(db, lesson, start + 2 * day)
    const taken = connectToWrite(copy)
    const log = new Log(taken, folder)
    salvage(taken, log, file, 1)
    expect([log.read(lesson).doc, findDamage(taken, true)]).toEqual([all[350], null])
    expect(readVersions(taken, lesson)).toMatchObject([{ revision: last(taken, lesson), name: '交稿' }])
    taken.close()
  })

  /** The texts after each batch from one on. */
  function writeOn(store: Store, lesson: string, from: number, to: number): Doc[] {
    return write(store, lesson, to - from, from).slice(1)
  }
})
