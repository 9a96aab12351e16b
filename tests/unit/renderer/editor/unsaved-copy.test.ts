import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Change } from '#preload/document/schema.ts'
import { documentVersion } from '#preload/document/versions.ts'
import { countAccepted } from '#renderer/editor/ghost/hint-memory.ts'
import { rescueLeftBehind } from '#renderer/editor/saving/recovery.ts'
import { hasLeftBehind, leftBehind, leftBehindAnywhere, UnsavedCopy } from '#renderer/editor/saving/unsaved-copy.ts'
import { docOf, linesOf } from './writing.ts'
import { storage } from '../stored.ts'

const typed: Change = { type: 'insert_text', path: [0, 0], offset: 0, text: '写' }
const unsaved = {
  base: 3,
  baseBatch: 'third-batch',
  sent: { batch: 'some-batch', base: 3, changes: [typed], at: 1 },
  gathered: [typed],
  steps: [{ count: 1, before: [], after: [[0, 0, 2]] }],
}

beforeEach(() => {
  vi.stubGlobal('localStorage', storage())
})
afterEach(() => {
  vi.unstubAllGlobals()
})

/** Leaves a copy behind as a page of another time would. */
function leave(lesson: string, part: object = {}): void {
  localStorage.setItem(`moke.unsaved.${lesson}.0123456789abcd`, JSON.stringify({ version: documentVersion, ...unsaved, doc: docOf('写'), ...part }))
}

describe('a copy of unsaved text', () => {
  test('it is read back as it was left, and gone when it is forgotten', async () => {
    leave('l1')
    const [copy, ...others] = await leftBehind('l1', 'mine')
    expect([copy, others, hasLeftBehind('l1', 'mine'), hasLeftBehind('l2', 'mine')]).toMatchObject([{ ...unsaved, doc: docOf('写') }, [], true, false])
    copy?.forget()
    expect(hasLeftBehind('l1', 'mine')).toBe(false)
  })

  test.each([undefined, null, 'third-batch'])('it says which text it was typed in, or that this is not known (%s)', async (baseBatch) => {
    leave('l1', { baseBatch })
    expect((await leftBehind('l1', 'mine')).map((copy) => copy.baseBatch)).toEqual([baseBatch])
  })

  test('it is not written again by its page once another has taken it up', () => {
    const copy = new UnsavedCopy('l1', 'mine')
    const release = copy.hold()
    copy.keep(unsaved, null, '一课')
    release()
    copy.keep({ ...unsaved, sent: null }, null, '一课')
    expect(hasLeftBehind('l1', 'mine')).toBe(true)
    localStorage.removeItem(Object.keys(localStorage)[0] ?? '')
    copy.keep({ ...unsaved, sent: null }, null, '一课')
    expect(hasLeftBehind('l1', 'mine')).toBe(false)
  })

  test('it says in which version of the document it is written', () => {
    expect(new UnsavedCopy('l1', 'mine').keep(unsaved, null, '一课')).toBe(true)
    expect(Object.keys(localStorage).map((key) => JSON.parse(localStorage.getItem(key) ?? ''))).toEqual([
      { version: documentVersion, ...unsaved, workspace: 'mine', title: '一课', doc: null },
    ])
  })

  test.each([
    ['is of a newer version', { version: documentVersion + 1 }],
    ['holds a change that there is none', { gathered: [{ type: 'draw_circle' }] }],
    ['holds a text that is none', { doc: [{ type: 'poem' }] }],
    ['has no version', { version: undefined }],
  ])('it stays where it is when it %s, and is counted', async (_how, part) => {
    leave('l1', part)
    expect([await leftBehind('l1', 'mine'), await leftBehindAnywhere('mine'), Object.keys(localStorage).length]).toEqual([
      [],
      { lessons: [], elsewhere: [], unreadable: 1 },
      1,
    ])
  })

  test('it is found in whichever lesson it was left, but not while its page lives', async () => {
    leave('l1')
    leave('l2')
    localStorage.setItem('moke.unsaved.l3.0123456789abcd', 'not JSON')
    localStorage.setItem('moke.carets', '{}')
    new UnsavedCopy('l4', 'mine').keep(unsaved, null, '一课')
    expect(await leftBehindAnywhere('mine')).toEqual({ lessons: ['l1', 'l2'], elsewhere: [], unreadable: 1 })
  })

  test('it is for the library that it was typed in, whatever is in its place', async () => {
    leave('l1', { workspace: 'mine', title: '一课' })
    const elsewhere = await leftBehindAnywhere('another')
    expect([elsewhere.lessons, elsewhere.elsewhere, hasLeftBehind('l1', 'another'), await leftBehind('l1', 'another')]).toMatchObject([
      [],
      [{ lesson: 'l1', workspace: 'mine', title: '一课', batch: 'some-batch', rescuedIn: [] }],
      false,
      [],
    ])
    elsewhere.elsewhere[0]?.noteRescued('another')
    expect([(await leftBehindAnywhere('another')).elsewhere, await leftBehind('l1', 'mine')]).toMatchObject([
      [{ rescuedIn: ['another'] }],
      [{ ...unsaved, rescuedIn: ['another'] }],
    ])
  })

  test('it stays as it is once its page has handed the text to another library', async () => {
    const copy = new UnsavedCopy('l1', 'mine')
    const release = copy.hold()
    copy.keep(unsaved, docOf('写'), '一课')
    copy.leaveAlone('another')
    expect(copy.keep(null, null, '一课')).toBe(true)
    release()
    // Locks are let go of in their own time.
    await expect.poll(() => leftBehind('l1', 'mine')).toMatchObject([{ ...unsaved, rescuedIn: ['another'] }])
  })

  test('it becomes a text of its own where its lesson is no more', async () => {
    leave('l1')
    const rescued: [string[], string][] = []
    await rescueLeftBehind('l1', 'mine', async ({ doc, batch }) => {
      rescued.push([linesOf(doc), batch])
    })
    expect([rescued, Object.keys(localStorage)]).toEqual([[[['写'], 'some-batch']], []])
  })
})

describe('a storage that is full', () => {
  test('it takes the changes where the whole text has no room, and says when it takes nothing', () => {
    vi.stubGlobal(
      'localStorage',
      storage((value) => value.length <= 1000),
    )
    const copy = new UnsavedCopy('l1', 'mine')
    expect(copy.keep(unsaved, docOf('长'.repeat(2000)), '一课')).toBe(true)
    expect(JSON.parse(Object.values(localStorage)[0])).toMatchObject({ ...unsaved, doc: null })
    expect(copy.keep({ ...unsaved, gathered: [{ ...typed, text: '长'.repeat(2000) }] }, null, '一课')).toBe(false)
  })

  test('it stops nobody from taking a suggestion', () => {
    vi.stubGlobal(
      'localStorage',
      storage((value) => value.length <= 0),
    )
    expect(countAccepted).not.toThrow()
  })
})
