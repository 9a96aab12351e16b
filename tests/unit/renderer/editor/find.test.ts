import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { matchesIn } from '#preload/document/matching.ts'
import { Finder } from '#renderer/editor/find/find.ts'
import { FindRunner, type PatternAnswer, type PatternQuestion } from '#renderer/editor/find/find-runner.ts'
import { Transforms } from 'slate'
import { ReactEditor } from 'slate-react'
import { docOf, Writing } from './writing.ts'

/** A bar over a text; the worker of its regular expressions answers when the test says so. */
function bar(text: string, { find, by, isPattern = false }: { find: string; by: string; isPattern?: boolean }) {
  const writing = new Writing(docOf(text))
  let question: PatternQuestion | undefined
  let answer: (given: PatternAnswer) => void = () => undefined
  const finder = new Finder({
    editor: writing.editor,
    runner: new FindRunner({
      worker: () => ({ ask: (asked) => void (question = asked), listen: (answered) => void (answer = answered), end: () => undefined }),
      later: () => () => undefined,
    }),
    isComposing: () => writing.isComposing,
    isEditable: () => true,
    later: () => () => undefined,
  })
  finder.ask({ kind: 'replace', text: find, focus: 'none' })
  finder.setReplacement(by)
  if (isPattern) finder.toggle('isPattern')
  /** The worker answers, and whoever waited for it goes on. */
  const answered = async () => {
    if (question) {
      const { id, pattern, texts } = question
      const expression = new RegExp(pattern.source, pattern.flags)
      question = undefined
      answer({ id, matches: texts.map((each) => matchesIn(each, expression, true)) })
    }
    await writing.turn(() => undefined)
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { writing, finder, answered }
}

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', () => 1)
  vi.stubGlobal('cancelAnimationFrame', () => undefined)
})
afterEach(() => vi.unstubAllGlobals())

describe('replacing', () => {
  test('pressed again before the worker has answered, it takes the next place as the text has it then', async () => {
    const { writing, finder, answered } = bar('第1章和第2章和第3章', { find: '第\\d章', by: 'Chapter', isPattern: true })
    await answered()
    expect(finder.view.count).toBe(3)
    finder.replaceOne()
    finder.replaceOne()
    expect(writing.lines).toEqual(['Chapter和第2章和第3章'])
    await answered()
    expect(writing.lines).toEqual(['Chapter和Chapter和第3章'])
    await answered()
    expect(finder.view).toMatchObject({ count: 1, at: 0 })
  })

  test('what the author wrote a moment ago has moved the places', async () => {
    const { writing, finder, answered } = bar('甲乙丙甲乙丙', { find: '丙', by: '丁' })
    await answered()
    Transforms.insertText(writing.editor, '子子', { at: { path: [0, 0], offset: 0 } })
    finder.replaceAll()
    await answered()
    expect(writing.lines).toEqual(['子子甲乙丁甲乙丁'])
    expect(finder.view.replaced).toBe(2)
  })

  test('an answer about a text that is no more is asked for again', async () => {
    const { writing, finder, answered } = bar('第1章', { find: '第\\d章', by: '', isPattern: true })
    Transforms.insertText(writing.editor, '看', { at: { path: [0, 0], offset: 0 } })
    await answered()
    expect(finder.view.count).toBe(0)
    await answered()
    expect(finder.view.count).toBe(1)
    finder.replaceAll()
    expect(writing.lines).toEqual(['看'])
  })

  test('nothing of what was looked for before is replaced', async () => {
    const { writing, finder, answered } = bar('旧和新', { find: '旧', by: '改', isPattern: true })
    await answered()
    finder.setText('新')
    finder.replaceAll()
    expect(writing.lines).toEqual(['旧和新'])
    await answered()
    expect(writing.lines).toEqual(['旧和改'])
  })

  test('nothing goes without a word in its place before the author has said yes to how many, and then only that', async () => {
    const { writing, finder, answered } = bar('甲乙丙甲乙丙', { find: '丙', by: '' })
    await answered()
    const asked: number[] = []
    const say = (isMeant: boolean) => (count: number) => {
      asked.push(count)
      return Promise.resolve(isMeant)
    }
    finder.replaceAll(say(false))
    await answered()
    expect([writing.lines, asked, finder.view.replaced]).toEqual([['甲乙丙甲乙丙'], [2], null])
    finder.replaceAll((count) => {
      finder.setText('乙')
      return say(true)(count)
    })
    await answered()
    expect([writing.lines, asked]).toEqual([['甲乙丙甲乙丙'], [2, 2]])
    finder.replaceAll(say(true))
    await answered()
    expect([writing.lines, asked, finder.view.replaced]).toEqual([['甲丙甲丙'], [2, 2, 2], 2])
    finder.setText('甲')
    finder.setReplacement('子')
    await answered()
    finder.replaceAll(say(false))
    expect([writing.lines, asked]).toEqual([['子丙子丙'], [2, 2, 2]])
  })

  test('nothing is replaced while a word is being composed', async () => {
    const { writing, finder, answered } = bar('旧', { find: '旧', by: '新' })
    await answered()
    writing.isComposing = true
    finder.replaceAll()
    await answered()
    expect(writing.lines).toEqual(['旧'])
    writing.isComposing = false
    finder.replaceAll()
    expect(writing.lines).toEqual(['新'])
  })
})

test('gone on from elsewhere before it is found, the place is still the one that is selected', async () => {
  const focus = vi.fn<() => void>()
  vi.spyOn(ReactEditor, 'toDOMNode').mockReturnValue({ focus } as Partial<HTMLElement> as HTMLElement)
  onTestFinished(() => void vi.restoreAllMocks())
  const { writing, finder, answered } = bar('先把愿望写小，愿望', { find: '愿望', by: '' })
  finder.ask({ kind: 'find', text: '愿望', place: { passage: 0, from: 7 }, focus: 'none' })
  finder.ask({ kind: 'close' })
  await answered()
  expect(finder.view.isOpen).toBe(false)
  expect(writing.editor.selection).toMatchObject({ anchor: { offset: 7 }, focus: { offset: 9 } })
  expect(focus).toHaveBeenCalledOnce()
})
