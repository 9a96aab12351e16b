import { expect, test } from 'vitest'
import { factsOfMarkdown } from '#main/archive/facts.ts'
import { plainWork } from '#main/archive/learning-text.ts'
import { choiceOf } from '#main/archive/learnt-words.ts'
import type { Kept } from '#preload/contract/works.ts'
import { countWords } from '#preload/document/counting.ts'

const all: readonly Kept[] = Array.from({ length: 32 }, (_, bits) => ({
  quotations: bits % 2 === 1,
  code: (bits >> 1) % 2 === 1,
  addresses: (bits >> 2) % 2 === 1,
  formulas: (bits >> 3) % 2 === 1,
  questions: bits >> 4 === 1,
}))
const nothing: Kept = { quotations: false, code: false, addresses: false, formulas: false, questions: false }
const learnt = (markdown: string, kept: Partial<Kept> = {}) => factsOfMarkdown(markdown).facts.learnt[choiceOf({ ...nothing, ...kept })]

test('what is kept out is not counted', () => {
  const text = '一共六个字。\n\n> 引来的话。\n\n```\nlet a = 1\n```\n\n见 https://example.com/a 这里。'
  expect([learnt(text), learnt(text, { quotations: true }), learnt(text, { code: true }), learnt(text, { addresses: true })]).toEqual([10, 15, 14, 11])
})

test('where nothing but headings is left, nothing is learnt', () => {
  const text = '## 卷一\n\n> 别人的话。\n\n## 卷二\n\n> 别人的话。'
  expect([learnt(text), learnt(text, { quotations: true })]).toEqual([0, 14])
})

test('for every choice it is something where there is a learning text, and nothing where there is none', () => {
  const texts = ['## 题\n\n$$\na^2\n$$', '> 引 $a$ https://a.cn/b', '```\nx\n```\n\n## 尾', 'https://a.cn', '$a+b$', '字', '## 题\n\n---', '- 一\n- 二\n\n> 三']
  for (const text of texts) {
    const { lines, facts } = factsOfMarkdown(text)
    for (const [choice, kept] of all.entries()) {
      expect(choiceOf(kept)).toBe(choice)
      const said = plainWork('', lines, kept).replace(/\$\$[^]*?\$\$|\$[^$]*\$|[-#>|`]/g, '')
      expect((facts.learnt[choice] ?? 0) > 0, `${text} ${choice}`).toBe(countWords(said) > 0)
    }
  }
})

test('a text that is Japanese is not Chinese', () => {
  const isChinese = (text: string) => factsOfMarkdown(text).facts.isChinese
  expect([
    isChinese('私は毎日日本語で文章を書いています。経済問題について考察する。'),
    isChinese(
      '经济问题很复杂，他用日语说了一句「ありがとう」，然后继续讲那些年的往事和后来的变化，一直讲到天黑才停下来，我们都听得入了神，没有人想走，也没有人说话。',
    ),
  ]).toEqual([false, true])
})
