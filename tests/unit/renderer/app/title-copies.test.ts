import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { ChapterId, LessonId, type LibraryId } from '#preload/contract/library.ts'
import { TitleCopies, type TitleDraft } from '#renderer/app/title-copies.ts'
import { storage } from '../stored.ts'

const a = LessonId.parse('a')
const b = ChapterId.parse('b.c')
const draft: TitleDraft = { title: '新的标题', over: ['旧的'], at: 5 }

/** Grants one page after another a lock of one name, as the browser does. */
function pageLocks() {
  const tails = new Map<string, Promise<unknown>>()
  const request = (name: string, work: () => unknown) => {
    const tail = (tails.get(name) ?? Promise.resolve()).then(work)
    tails.set(name, tail)
    return tail
  }
  return { request } as Pick<LockManager, 'request'> // its two-argument form
}

beforeEach(() => {
  vi.stubGlobal('localStorage', storage())
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const settled = () =>
  new Promise<void>((resolve) => {
    setTimeout(resolve)
  })

function takenUp(copies: TitleCopies, workspace: string | null = null) {
  const taken: [LibraryId, TitleDraft][] = []
  copies.takeUp(
    (lesson, left) => {
      taken.push([lesson, left])
      return copies.keep(lesson, left)
    },
    () => workspace,
  )
  return taken
}

describe('a copy of an unsaved title', () => {
  test('it is removed when the title is saved', () => {
    const copies = new TitleCopies(undefined)
    expect([copies.keep(a, draft), Object.keys(localStorage).length, copies.keep(a, null), Object.keys(localStorage).length]).toEqual([true, 1, true, 0])
  })

  test('it is taken up by the next page once its own is gone, and by one page only', async () => {
    const locks = pageLocks()
    const [first, second, third] = [new TitleCopies(locks), new TitleCopies(locks), new TitleCopies(locks)]
    const go = first.hold()
    first.keep(a, draft)
    first.keep(b, { ...draft, title: '另一课' })
    const [one, other] = [takenUp(second), takenUp(third)]
    await settled()
    expect([one, other]).toEqual([[], []])
    // What is written until then counts.
    first.keep(a, { ...draft, title: '最后的' })
    go()
    await expect
      .poll(() => one)
      .toEqual([
        [a, { ...draft, title: '最后的' }],
        [b, { ...draft, title: '另一课' }],
      ])
    await settled()
    expect([Object.keys(localStorage).length, other]).toEqual([2, []])
    for (const lesson of [a, b]) second.keep(lesson, null)
    expect(Object.keys(localStorage)).toEqual([])
  })

  test('it is taken up at once where there are no locks, but never by the page that wrote it', () => {
    const copies = new TitleCopies(undefined)
    copies.keep(a, draft)
    expect([takenUp(copies), takenUp(new TitleCopies(undefined))]).toEqual([[], [[a, draft]]])
  })

  test('it stays where it is when it can’t be read', () => {
    localStorage.setItem('moke.title.0123456789abcd.a', '{"title":""}')
    localStorage.setItem('moke.title.0123456789abcd.b', 'not JSON')
    expect([takenUp(new TitleCopies(undefined)), Object.keys(localStorage).length]).toEqual([[], 2])
  })

  test.each(['is saved', 'fits'] as const)('it stays while its title fits nowhere else, until that %s, and no other page takes it up', async (how) => {
    let hasRoom = true
    vi.stubGlobal(
      'localStorage',
      storage(() => hasRoom),
    )
    const locks = pageLocks()
    const [first, second, third] = [new TitleCopies(locks), new TitleCopies(locks), new TitleCopies(locks)]
    first.keep(a, draft)
    const [written] = Object.keys(localStorage)
    hasRoom = false
    const one = takenUp(second)
    const other = takenUp(third)
    await expect.poll(() => one).toEqual([[a, draft]])
    takenUp(second)
    await settled()
    expect([Object.keys(localStorage), one.length, other]).toEqual([[written], 1, []])
    hasRoom = true
    second.keep(a, how === 'fits' ? draft : null)
    await settled()
    expect([Object.keys(localStorage).length, localStorage.getItem(written ?? ''), other]).toEqual([how === 'fits' ? 1 : 0, null, []])
  })

  test('it is taken up when it was written after another page had looked, and looked again', async () => {
    const locks = pageLocks()
    const [first, second] = [new TitleCopies(locks), new TitleCopies(locks)]
    const go = first.hold()
    expect(takenUp(second)).toEqual([])
    first.keep(a, draft)
    const [one, again] = [takenUp(second), takenUp(second)]
    go()
    await expect.poll(() => one).toEqual([[a, draft]])
    await settled()
    expect(again).toEqual([])
  })

  test('it stays for the library that it was typed in, and is found there and elsewhere', async () => {
    const locks = pageLocks()
    const [first, second] = [new TitleCopies(locks), new TitleCopies(locks)]
    first.keep(a, { ...draft, workspace: 'mine' })
    const elsewhere = [takenUp(second), takenUp(second, 'another')]
    await settled()
    expect([elsewhere, second.find(a), second.find(b), Object.keys(localStorage).length]).toEqual([[[], []], draft.title, undefined, 1])
    const mine = takenUp(second, 'mine')
    await expect.poll(() => mine).toEqual([[a, { ...draft, workspace: 'mine' }]])
  })

  test('it says when there is no room', () => {
    vi.stubGlobal(
      'localStorage',
      storage(() => false),
    )
    expect(new TitleCopies(undefined).keep(a, draft)).toBe(false)
  })
})
