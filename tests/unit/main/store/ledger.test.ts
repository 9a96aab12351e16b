import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { connectToWrite } from '#main/store/database.ts'
import { Log } from '#main/store/log.ts'
import { migrate } from '#main/store/migrate.ts'
import { salvage } from '#main/store/salvage.ts'
import { Store } from '#main/store/store.ts'
import { clock, temporaryFolder } from './temporary.ts'

function opened(file: string) {
  const db = connectToWrite(file)
  onTestFinished(() => void db.close())
  migrate(db)
  return { db, store: new Store(db, '.', clock()) }
}

function library() {
  const file = join(temporaryFolder(), 'workspace.sqlite')
  const { db, store } = opened(file)
  const { course, chapters } = store.createCourse({ title: '课', chapters: [{ title: '章', lessons: [{ title: '甲' }, { title: '乙' }] }] })
  const [first = '', second = ''] = chapters[0]?.lessons ?? []
  return { file, db, store, course, first, second }
}

const settings = 'cd'.repeat(32)
const version = (title: string, revision = 1) => ({ title, revision, hash: 'ab'.repeat(32) })
const out = (course: string, target = 'zhihu') => ({
  course,
  title: '课',
  target,
  folder: '/out',
  lessons: 1,
  isWhole: true,
  written: 2,
  kept: 0,
  removed: 0,
  findings: { lost: 1 },
})

describe('the ledger', () => {
  test('it keeps every export, newest first, and of each lesson the last to each target', () => {
    const { store, course, first } = library()
    const ids = [1, 2].map((revision) => store.addExport(out(course), [{ lesson: first, ...version('甲', revision) }]))
    store.addExport(out(course, 'pdf'), [{ lesson: first, ...version('甲', 3) }])
    expect(store.exports({ course, target: 'zhihu', from: 0, count: 1 })).toMatchObject({
      total: 2,
      rows: [{ id: ids[1], isWhole: true, findings: { lost: 1 } }],
    })
    expect(store.exported().map(({ target, revision }) => [target, revision])).toEqual([
      ['zhihu', 2],
      ['pdf', 3],
    ])
  })

  test('what is marked stays until it is not; of a lesson that is erased nothing stays', () => {
    const { store, course, first, second } = library()
    const marks = [first, second, course].map((entry) => ({ entry, target: 'zhihu', address: null, ...version('甲') }))
    store.setPublished(marks)
    store.setPublished([{ ...marks[0]!, address: 'https://example.com/p/1' }])
    store.removePublished([course], 'zhihu')
    expect(
      store
        .published()
        .map(({ entry, address }) => [entry, address])
        .toSorted(),
    ).toEqual(
      [
        [first, 'https://example.com/p/1'],
        [second, null],
      ].toSorted(),
    )
    store.remove(first)
    store.erase(first)
    expect(store.published().map(({ entry }) => entry)).toEqual([second])
  })

  test('a target is set for a course; another course begins with what was set last', () => {
    const { store, course } = library()
    const other = store.createCourse({ title: '另一门', chapters: [] }).course
    store.setTargetChoice(course, 'ximalaya', { pace: 200 })
    expect([store.targetChoice(course, 'ximalaya'), store.targetChoice(other, 'ximalaya'), store.targetChoice(course, 'zhihu')]).toEqual([
      { pace: 200 },
      { pace: 200 },
      {},
    ])
    store.setTargetChoice(other, 'ximalaya', { pace: 300 })
    expect(store.targetChoice(course, 'ximalaya')).toEqual({ pace: 200 })
    expect([store.ownTargetChoice(other, 'ximalaya'), store.ownTargetChoice(other, 'zhihu')]).toEqual([{ pace: 300 }, {}])
  })

  test('it is taken out of a broken workspace, but for what can’t be true', () => {
    const { file, db, store, course, first, second } = library()
    db.pragma('wal_checkpoint(TRUNCATE)')
    const copy = join(temporaryFolder(), 'copy.sqlite')
    copyFileSync(file, copy)
    store.addExport({ ...out(course), settings }, [
      { lesson: first, ...version('甲'), settings },
      { lesson: second, ...version('乙') },
    ])
    const named = '{"cover":"00ff","label":"0a"}'
    store.setPublished([{ entry: first, target: 'zhihu', address: null, ...version('甲'), settings: named }])
    store.setTargetChoice(course, 'zhihu', { formulas: 'images' })
    store.addExport(out(course, 'pdf'), [])
    db.exec("UPDATE export SET settings = 'broken' WHERE target = 'pdf'")
    store.addExport({ ...out(course, 'epub'), settings: '{"cover":3}' }, [])
    db.exec(`UPDATE exported SET hash = 'broken' WHERE lesson = '${second}'`)
    db.exec("INSERT INTO target_choice VALUES ((SELECT course FROM export), 'pdf', 'no json', 1)")
    const whole = opened(copy)
    salvage(whole.db, new Log(whole.db, '.'), file, Date.UTC(2026, 10, 25))
    expect(whole.store.exports({ course, from: 0, count: 9 }).rows).toMatchObject([
      { target: 'epub', settings: null },
      { target: 'pdf', settings: null },
      { target: 'zhihu', written: 2, settings },
    ])
    expect([whole.store.exported()[0]?.settings, whole.store.published()[0]?.settings]).toEqual([settings, named])
    expect([whole.store.exported().map(({ lesson }) => lesson), whole.store.published().map(({ entry }) => entry)]).toEqual([[first], [first]])
    expect([whole.store.targetChoice(course, 'zhihu'), whole.store.targetChoice(course, 'pdf')]).toEqual([{ formulas: 'images' }, {}])
  })
})
