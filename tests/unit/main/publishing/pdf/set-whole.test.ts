import { expect, test } from 'vitest'
import type { PlacedLesson } from '#main/publishing/desk/course.ts'
import { lessonsOf } from '#main/publishing/desk/course.ts'
import { setWhole } from '#main/publishing/pdf/set-whole.ts'
import { TypesetError } from '#main/publishing/pdf/typeset-error.ts'
import { blockText } from '#preload/document/lines.ts'
import { courseOf } from '../published.ts'

const lessons = lessonsOf(courseOf({ 一: '甲\n\n乙[^a]\n\n[^a]: 坏的脚注', 二: '丙\n\n坏的一段\n\n丁' }))
const texts = (some: readonly PlacedLesson[]): string[] => some.map(({ doc }) => doc.map((block) => `${block.type} ${blockText(block)}`).join('|'))

/** Sets everything but what says 坏, as Typst would say it. */
function setting(bad: string, ask: string[][] = []) {
  return (some: readonly PlacedLesson[]): Promise<string[]> => {
    const all = texts(some)
    ask.push(all)
    return all.join().includes(bad) ? Promise.reject(new TypesetError('no')) : Promise.resolve(all)
  }
}

test('a book that is set is set once', async () => {
  const asked: string[][] = []
  expect((await setWhole(lessons, setting('nowhere', asked))).findings).toEqual([])
  expect(asked).toEqual([texts(lessons)])
})

test('passages that are refused are told with their lesson and block, and a sentence stands in their place', async () => {
  const { made, findings } = await setWhole(lessons, setting('坏'))
  expect(made).toEqual([
    expect.stringMatching(/^paragraph 甲\|paragraph 乙.?\|note （这一段没能排出来。）$/u),
    'paragraph 丙|paragraph （这一段没能排出来。）|paragraph 丁',
  ])
  expect(findings.map(({ level, kind, lesson, text }) => [level, kind, lesson, text])).toEqual([
    ['lost', 'passage-unset', 'l1', '坏的脚注'],
    ['lost', 'passage-unset', 'l2', '坏的一段'],
  ])
  expect(findings.map(({ block }) => block)).toEqual([lessons[0]!.doc[2]!.id, lessons[1]!.doc[1]!.id])
})

test('where no passage is the cause it fails as it did, at once', async () => {
  const asked: string[][] = []
  await expect(setWhole(lessons, setting('', asked))).rejects.toThrow(TypesetError)
  expect(asked.length).toBe(3)
})
