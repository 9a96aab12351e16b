import { beforeEach, describe, expect, test } from 'vitest'
import { LessonId } from '#preload/contract/library.ts'
import { createShell, type Shell } from '#renderer/app/shell.ts'
import type { PageStatus, SavedState } from '#renderer/editor/page-props.ts'
import { createValue, type Value } from '#renderer/host/value.ts'

const [a, b, c] = ['a', 'b', 'c'].map((id) => LessonId.parse(id)) as [LessonId, LessonId, LessonId]
const status = (saved: SavedState): PageStatus => ({
  saved,
  words: 0,
  characters: 0,
  selected: null,
  narrationMinutes: 0,
  aiShare: 0,
  latencyMs: null,
  suggestion: null,
  nothing: 'waiting',
  isWriting: false,
  outline: [],
})
const waiting = status({ kind: 'waiting', code: 'disk-full', isCopied: true })
const saved = status({ kind: 'saved' })

let shell: Shell
let opened: (string | null)[]
let titles: Value<SavedState>
beforeEach(() => {
  opened = []
  titles = createValue<SavedState>({ kind: 'saved' })
  shell = createShell((lesson) => opened.push(lesson), {
    saved: titles,
    tree: createValue(null),
    drafts: createValue(new Map()),
    overtaken: createValue(new Map()),
    titleOf: () => undefined,
    rename: () => undefined,
    told: () => undefined,
    flush: () => undefined,
  })
})

describe('a window', () => {
  test('it mounts the page of the lesson that was opened and no other', () => {
    shell.open(a)
    shell.report(a, saved)
    shell.open(b)
    expect([shell.mounted.get(), shell.lesson.get(), opened]).toEqual([[b], b, [a, b]])
  })

  test('it keeps a page whose text is not saved until it is', () => {
    shell.open(a)
    shell.report(a, waiting)
    shell.open(b)
    shell.open(c)
    expect([shell.mounted.get(), shell.hasUnsaved()]).toEqual([[a, c], true])
    shell.report(a, saved)
    expect([shell.mounted.get(), shell.hasUnsaved()]).toEqual([[c], false])
  })

  test('it holds something unsaved also while only a title is', () => {
    shell.open(a)
    shell.report(a, saved)
    titles.set({ kind: 'saving' })
    expect(shell.hasUnsaved()).toBe(true)
    titles.set({ kind: 'saved' })
    expect(shell.hasUnsaved()).toBe(false)
  })

  test('it mounts pages that have something to take up, until they have', () => {
    shell.open(a)
    shell.report(a, saved)
    shell.adopt([a, b, c])
    expect([shell.mounted.get(), shell.lesson.get()]).toEqual([[b, c, a], a])
    shell.report(b, status({ kind: 'saving' }))
    shell.drop(c)
    expect(shell.mounted.get()).toEqual([b, a])
    shell.report(b, saved)
    expect(shell.mounted.get()).toEqual([a])
    shell.open(b)
    expect(shell.mounted.get()).toEqual([b])
  })

  test('it returns to a page that was kept, with what that page last reported', () => {
    shell.open(a)
    shell.report(a, waiting)
    shell.open(b)
    shell.open(a)
    expect([shell.mounted.get(), shell.status.get()]).toEqual([[a], waiting])
  })

  test('it shows what the open page reports, not what a kept one does', () => {
    shell.open(a)
    shell.report(a, waiting)
    shell.open(b)
    shell.report(b, saved)
    shell.report(a, waiting)
    expect(shell.status.get()).toBe(saved)
  })

  test('it comes back to the page from other views when a lesson is opened', () => {
    shell.open(a)
    shell.view.set('bin')
    shell.overlay.set('library')
    shell.open(a)
    expect([shell.view.get(), shell.overlay.get(), opened]).toEqual(['lesson', null, [a]])
  })

  test('it asks for the focus in the text, in a new lesson’s title, or not at all', () => {
    shell.open(a)
    expect(shell.wantsFocus.get()).toEqual({ lesson: a, part: 'text' })
    shell.open(b, 'title')
    expect(shell.wantsFocus.get()).toEqual({ lesson: b, part: 'title' })
    shell.open(c, null)
    expect(shell.wantsFocus.get()).toBe(null)
  })
})

describe('two lessons side by side', () => {
  test('the second comes to the right and has the focus; opening goes on in the place that has it', () => {
    shell.open(a)
    shell.openBeside(b)
    expect([shell.places.get(), shell.lesson.get(), shell.wantsFocus.get()]).toEqual([[a, b], b, { lesson: b, part: 'text' }])
    shell.open(c)
    expect([shell.places.get(), shell.lesson.get()]).toEqual([[a, c], c])
  })

  test('a third takes the place of the one that the author is not in', () => {
    shell.open(a)
    shell.openBeside(b)
    shell.attend(a)
    shell.openBeside(c)
    expect([shell.places.get(), shell.lesson.get()]).toEqual([[a, c], c])
  })

  test('one that is seen already is gone to, never shown twice', () => {
    shell.open(a)
    shell.openBeside(a)
    expect(shell.places.get()).toEqual([a])
    shell.openBeside(b)
    shell.open(a)
    expect([shell.places.get(), shell.lesson.get()]).toEqual([[a, b], a])
  })

  test('what is told is of the one that the author is in', () => {
    shell.open(a)
    shell.openBeside(b)
    shell.report(a, waiting)
    shell.report(b, saved)
    expect(shell.status.get()).toBe(saved)
    shell.attend(a)
    expect([shell.status.get(), opened.at(-1)]).toEqual([waiting, a])
  })

  test('one that is closed stays mounted until its text is saved; the other is written on in', () => {
    shell.open(a)
    shell.openBeside(b)
    shell.report(b, waiting)
    shell.close(b)
    expect([shell.places.get(), shell.lesson.get(), shell.mounted.get()]).toEqual([[a], a, [b, a]])
    shell.report(b, saved)
    expect(shell.mounted.get()).toEqual([a])
  })

  test('they change sides', () => {
    shell.open(a)
    shell.openBeside(b)
    shell.swap()
    expect([shell.places.get(), shell.lesson.get()]).toEqual([[b, a], b])
  })
})

describe('what came beside', () => {
  test('goes, and the lesson from which it was opened stays', () => {
    shell.open(a)
    shell.openBeside(b)
    expect(shell.lesson.get()).toBe(b)
    shell.closeGuest()
    expect([shell.places.get(), shell.lesson.get(), shell.wantsFocus.get()]).toEqual([[a], a, { lesson: a, part: 'text' }])
    shell.closeGuest()
    expect(shell.places.get()).toEqual([a])
  })

  test('is also what was opened in its place, or on the other side', () => {
    shell.open(a)
    shell.openBeside(b)
    shell.swap()
    shell.open(c)
    shell.attend(a)
    shell.closeGuest()
    expect([shell.places.get(), shell.lesson.get()]).toEqual([[a], a])
  })

  test('is the third, where a lesson is opened beside the one of two that the author is in', () => {
    shell.open(a)
    shell.openBeside(b)
    shell.openBeside(c)
    shell.closeGuest()
    expect(shell.places.get()).toEqual([b])
  })

  test('stays, where the other one is closed by itself', () => {
    shell.open(a)
    shell.openBeside(b)
    shell.close(a)
    expect([shell.places.get(), shell.lesson.get()]).toEqual([[b], b])
  })
})

describe('a moment beside the page', () => {
  const moment = { revision: 3, at: 1, words: 9, stretch: { base: 0, revision: 3 } }

  test('it takes the place of a second lesson, and the text has the focus', () => {
    shell.open(a)
    shell.openBeside(b)
    shell.lookBeside(moment)
    expect([shell.places.get(), shell.lesson.get(), shell.beside.get(), shell.wantsFocus.get()]).toEqual([[b], b, moment, { lesson: b, part: 'text' }])
  })

  test('it leaves the page’s place for the page', () => {
    shell.open(a)
    shell.past.set(moment)
    shell.lookBeside(moment)
    expect([shell.past.get(), shell.beside.get()]).toEqual([null, moment])
    shell.lookBeside(null)
    expect([shell.beside.get(), shell.places.get()]).toEqual([null, [a]])
  })

  test('it goes with its lesson, and for a second one', () => {
    shell.open(a)
    shell.lookBeside(moment)
    shell.open(b)
    expect(shell.beside.get()).toBe(null)
    shell.lookBeside(moment)
    shell.openBeside(c)
    expect([shell.beside.get(), shell.places.get()]).toEqual([null, [b, c]])
  })
})
