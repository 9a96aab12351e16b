import { expect, test } from 'vitest'
import { LessonId } from '#preload/contract/library.ts'
import { isSaidOf, Seen, sinceAt } from '#renderer/panels/publishing/seen.ts'
import { isAsked, isOnlyAsked } from '#preload/contract/finding-sentences.ts'
import { toLookAt } from '#renderer/panels/publishing/to-look-at.ts'

test('what was said holds for the same text and settings alone, and for none that is not known yet', () => {
  const tree = {}
  const since = { tree, author: '林一', producer: '', options: '{}', addresses: '' }
  const said = { findings: [], since }
  expect(isSaidOf(said, { ...since })).toBe(true)
  const others = [
    { tree: {} },
    { author: '' },
    { producer: 'x' },
    { options: '{"form":"answer"}' },
    { options: undefined },
    { addresses: 'l1 https://example.com' },
  ]
  expect(others.map((other) => isSaidOf(said, { ...since, ...other }))).toEqual([false, false, false, false, false, false])
  expect(isSaidOf(undefined, since)).toBe(false)
  expect(isSaidOf({ findings: [], since: { ...since, options: undefined } }, { ...since, options: undefined })).toBe(false)
})

test('a check depends on where lessons stand at a target, as links lead there', () => {
  const lesson = (address: string | null) => ({ lesson: 'l1', marked: { address } })
  const at = (...lessons: object[]) => ({ options: {}, lessons }) as never
  expect(sinceAt(at(lesson(null)))).toEqual({ options: '{}', addresses: '' })
  expect(sinceAt(at(lesson('https://example.com'), { lesson: 'l2', marked: null })).addresses).toBe('l1 https://example.com')
  expect(sinceAt(undefined)).toEqual({ options: undefined, addresses: '' })
})

test('a card and its panel count alike what would be refused or lost', () => {
  const levels = ['refused', 'lost', 'lost', 'changed', 'todo', 'advice'] as const
  expect(toLookAt(levels.map((level) => ({ level })))).toBe(3)
})

test('an export is past once something else is looked at, set or written, and stays so', () => {
  const seen = new Seen()
  const at = { tree: {}, options: '{}', target: 'zhihu', lesson: LessonId.parse('a') }
  expect([seen.isPast('one', at), seen.isPast('one', { ...at }), seen.pastRun]).toEqual([false, false, null])
  expect([seen.isPast('one', { ...at, tree: {} }), seen.isPast('one', at), seen.pastRun]).toEqual([true, true, 'one'])
  for (const other of [{ options: '{"pace":1}' }, { target: 'pdf' }, { lesson: LessonId.parse('b') }]) {
    const own = new Seen()
    expect([own.isPast('two', at), own.isPast('two', { ...at, ...other })]).toEqual([false, true])
  }
})

test('a lesson without a name of its own is asked about, and refused by nobody', () => {
  expect([isOnlyAsked({ level: 'refused', kind: 'title-unnamed' }), isOnlyAsked({ level: 'refused', kind: 'title-missing' })]).toEqual([true, false])
  expect(isOnlyAsked({ level: 'todo', kind: 'title-unnamed' })).toBe(false)
})

test('a picture that is missing or damaged is asked about before it goes out, whatever else is lost or not', () => {
  for (const kind of ['image-missing', 'image-broken', 'image-unread', 'image-large', 'image-outside'] as const)
    expect(isAsked({ level: 'lost', kind }), kind).toBe(true)
  for (const kind of ['formula-unread', 'glyph-missing', 'image-left'] as const) expect(isAsked({ level: 'lost', kind }), kind).toBe(true)
  expect([
    isAsked({ level: 'refused', kind: 'title-long' }),
    isAsked({ level: 'lost', kind: 'link-lesson' }),
    isAsked({ level: 'changed', kind: 'image-made' }),
  ]).toEqual([true, false, false])
})
