import { describe, expect, test } from 'vitest'
import { isForCalibration, stretchesOf } from '#engine/evaluation/stretches.ts'
import { Work } from '#engine/evaluation/work.ts'
import { blockText } from '#preload/document/lines.ts'
import { ContextWindow } from '#preload/document/context-window.ts'
import type { Doc } from '#preload/document/schema.ts'
import { docOf, Writing } from '../../renderer/editor/writing.ts'

const document = (text: string, title = '') => ({ text, title, language: 'zh', className: 'course' })

describe('a work', () => {
  test('it is blocks without their marks, its title apart', () => {
    const work = new Work(document('# 天气\n\n今天。\n\n## 风\n\n- 大\n- 小\n\n> 引', '天气'))
    expect([work.title, work.flow]).toEqual(['天气', '今天。\n风\n大\n小\n引'])
  })

  test('its questions tell the text above as the page does', () => {
    const work = new Work(document('今天。\n\n### 风\n\n- 大\n- 小\n\n> 引', '天气'))
    const question = work.questions()
    expect(['今', '风', '大', '小', '引'].map((letter) => question(work.flow.indexOf(letter) + 1)).map(({ before, block }) => [before, block])).toEqual([
      ['今', 'paragraph'],
      ['今天。\n\n# 风', 'heading'],
      ['今天。\n\n# 风\n\n- 大', 'item'],
      ['今天。\n\n# 风\n\n- 大\n- 小', 'item'],
      ['今天。\n\n# 风\n\n- 大\n- 小\n\n> 引', 'quote'],
    ])
    expect(question(0)).toEqual({ course: '', chapter: '', lesson: '天气', headings: [], before: '', after: '', block: 'paragraph', candidate: 0 })
  })
})

/** A lesson as data files have it, and as an author has it on the page. */
const parts = Array.from({ length: 16 }, (_, at) => [
  [`${'#'.repeat(1 + (at % 4))} 第${at}节`, `h${Math.min(3, 1 + (at % 4))} 第${at}节`],
  [`第${at}段${'写作是一件需要耐心的事，'.repeat(40)}`],
  ['- 外面的', '- 外面的'],
  ['  - 里面的', '  - 里面的'],
  ['    1. 更里面的第一', '    1. 更里面的第一'],
  ['    2. 更里面的第二', '    1. 更里面的第二'],
  ['- 又是外面的', '- 又是外面的'],
  ['1. 第一', '1. 第一'],
  ['2. 第二', '1. 第二'],
  ['7. 不是第七', '7. 不是第七'],
  ['> 引用的话', '> 引用的话'],
  ['---', '---'],
  [`在这之后${'又过了很多天。'.repeat(30)}`],
]).flat()
const held = { text: parts.map(([line]) => line).join('\n\n'), title: '节', course: '课', chapter: '章', language: 'zh', className: 'course' }
const onPage = docOf(...parts.map(([line = '', shown = line]) => (shown.startsWith('---') ? '---' : shown))).map((block) =>
  block.type === 'divider' ? { ...block, children: [{ text: '' }] } : block,
)
const titles = { course: '课', chapter: '章', lesson: '节' }

/** What the page tells with the caret in a block, where this much of its text is written before it. */
function toldByPage(window: ContextWindow, doc: Doc, block: number, offset: number) {
  const { editor } = new Writing(doc).at(block, offset)
  return window.at(editor.children as Doc, editor.selection!.focus, titles, 0)
}

describe('a question of the simulated author', () => {
  const work = new Work(held)
  const texts = onPage.map(blockText)
  const startOf = (block: number) => texts.slice(0, block).reduce((sum, text) => sum + text.length + 1, 0)
  const writtenTo = (block: number, offset: number): Doc =>
    onPage.slice(0, block + 1).map((one, index) => (index < block ? one : ({ ...one, children: [{ text: texts[block]!.slice(0, offset) }] } as typeof one)))

  test('it is the page’s, from the first block on and from any other, wherever the caret is', () => {
    expect(work.flow).toBe(texts.join('\n'))
    let compared = 0
    for (const first of [0, 20, 70, 140]) {
      const [question, window] = [work.questions(), new ContextWindow()]
      for (let block = first; block < Math.min(onPage.length, first + 70); block++)
        for (const offset of [...new Set([0, 1, Math.floor(texts[block]!.length / 2), texts[block]!.length])]) {
          if (onPage[block]!.type === 'divider') continue
          expect(question(startOf(block) + offset), `${block}, ${offset}`).toEqual(toldByPage(window, writtenTo(block, offset), block, offset))
          compared++
        }
    }
    expect(compared).toBeGreaterThan(700)
  })

  test('it is the page’s within a text, with and without what stands at the caret', () => {
    for (const [block, from, to] of [
      [1, 5, 9],
      [14, 2, 2],
      [40, 10, 12],
      [66, 3, 5],
    ] as const) {
      const text = texts[block]!
      const doc = onPage.map((one, index) => (index === block ? ({ ...one, children: [{ text: text.slice(0, from) + text.slice(to) }] } as typeof one) : one))
      const told = work.questionWithout(startOf(block) + from, startOf(block) + to)
      expect(told, `${block}`).toEqual(toldByPage(new ContextWindow(), doc, block, from))
      expect(told.after.startsWith(text.slice(to, to + 3)), `${block}`).toBe(true)
    }
  })

  test('the text above keeps its beginning while it is written on', () => {
    const question = work.questions()
    const from = startOf(66)
    const { before, headings } = question(from)
    expect([before.length > 2000, before.length <= 4000, headings.length > 0]).toEqual([true, true, true])
    expect(question(from + 3)).toMatchObject({ headings, before: expect.stringContaining(before) })
  })

  test('nothing is told where nothing can be written', () => {
    const onDivider = new Work({ ...held, text: '今天。\n\n---\n\n明天。' })
    expect(() => onDivider.questions()(onDivider.flow.indexOf('\n\n') + 1)).toThrow('there is nothing to be written at 4 of “节”')
  })
})

describe('stretches', () => {
  const works = Array.from({ length: 5 }, (_, at) => new Work(document(`${at}`.repeat(1100))))

  test('they are the same for the same seed, others for another, and as many characters as wanted', () => {
    const drawn = (seed: number) => stretchesOf(works, { characters: 1000, seed }).map(({ work, from, to }) => [works.indexOf(work), from, to])
    expect(drawn(7)).toEqual(drawn(7))
    expect(drawn(7)).not.toEqual(drawn(8))
    expect(drawn(7).reduce((sum, [, from = 0, to = 0]) => sum + to - from, 0)).toBe(1000)
  })

  test('every work has its turn before one comes again, and no place comes twice', () => {
    const stretches = stretchesOf(works, { characters: 1e6, seed: 1 })
    expect(new Set(stretches.slice(0, 5).map(({ work }) => work)).size).toBe(5)
    expect(new Set(stretches.map(({ work, from }) => `${works.indexOf(work)} ${from}`)).size).toBe(25)
    expect(Math.min(...stretches.map(({ from }) => from))).toBe(100)
  })

  test('they are of what is learnt alone, behind what is context, in marks and headings too', () => {
    const [question, reply] = ['问'.repeat(230), '答'.repeat(250)]
    const text = `# 信\n\n> 问：${question}\n\n答：\n\n- ${reply}\n\n# 还有吗？\n\n${reply}问：${question}\n\n短。`
    const from = text.indexOf('> 问')
    const span = (begin: string, end: string, after = 0): readonly [number, number] => [text.indexOf(begin, after), text.indexOf(end, after) + end.length]
    const context = [[from, span('答：', '答：', from)[1]] as const, span('# 还有', '？\n\n'), span('问：', question, text.indexOf('还有'))]
    const work = new Work({ ...document(text, '信'), context })
    const stretches = stretchesOf([work], { characters: 1e6, seed: 1 })
    const parts = stretches.toSorted((a, b) => a.from - b.from).map((one) => work.flow.slice(one.from, one.to))
    expect(parts).toEqual([reply.slice(50), reply.slice(50)])
  })

  test('they begin and end with whole characters', () => {
    for (const { work, from } of stretchesOf([new Work(document(`a${'𠮷'.repeat(500)}`))], { characters: 1000, seed: 1 }))
      expect(work.flow.slice(from).startsWith('𠮷')).toBe(true)
  })

  test('about every second document is for calibrating, by its text', () => {
    const texts = Array.from({ length: 400 }, (_, at) => ({ title: '', text: `第${at}篇` }))
    const share = texts.filter(isForCalibration).length / texts.length
    expect(share).toBeGreaterThan(0.4)
    expect(share).toBeLessThan(0.6)
    expect(isForCalibration({ title: '', text: '第1篇' })).toBe(isForCalibration({ title: '', text: '第1篇' }))
  })
})
