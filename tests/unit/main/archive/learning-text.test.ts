import { describe, expect, test } from 'vitest'
import { factsOfMarkdown } from '#main/archive/facts.ts'
import { keptByDefault, type Learnable, plainWork, textToLearn } from '#main/archive/learning-text.ts'
import { linesOfDoc } from '#main/archive/work-lines.ts'
import { plainText } from '#preload/document/plain-text.ts'
import { docFromMarkdown } from '#preload/markdown/markdown.ts'

const markdown = `## 为什么要慢

慢不是拖延。参见[这一篇](https://example.org/b)，或 https://example.org/slow?a=1，都好。

> 别人说过的话。
> 又一句。

- 一
- 二
  1. 二之一
  2. 二之二

\`\`\`js
const a = 1
\`\`\`

设 $x$ 为时间。

$$
x = 1
$$

| 名 | 值 |
| --- | --- |
| 甲 | 1 |

---
`
const { lines, facts } = factsOfMarkdown(markdown)
const learningText = (work: Learnable, kept = keptByDefault) => textToLearn(work, kept).text
const all = { quotations: true, code: true, addresses: true, formulas: true, questions: false }

describe('what is learnt of a work', () => {
  test('quotations, code, addresses and formulas stay out', () => {
    expect(learningText({ title: '慢', lines })).toBe(
      '# 慢\n\n# 为什么要慢\n\n慢不是拖延。参见这一篇，或 ，都好。\n\n- 一\n- 二\n  1. 二之一\n  2. 二之二\n\n设 为时间。\n\n| 名 | 值 |\n| 甲 | 1 |',
    )
  })

  test('kept whole it is what a model reads of a lesson', () => {
    const { doc } = docFromMarkdown(markdown, { image: () => null, link: (address) => address, softBreaks: 'keep' })
    expect(`${plainWork('', linesOfDoc(doc), all)}\n\n---`).toBe(plainText(doc))
  })

  test('personal data is masked', () => {
    expect(learningText({ title: '', lines: factsOfMarkdown('找我：13812345678').lines })).toBe('找我：〔手机号〕')
  })

  test('a title that the text begins with stands there once', () => {
    expect(learningText({ title: '慢', lines: factsOfMarkdown('# 慢\n\n字').lines })).toBe('# 慢\n\n字')
  })

  test('of a work without words of its own nothing is left, not even its title', () => {
    expect(learningText({ title: '摘抄', lines: factsOfMarkdown('# 卷一\n\n> 别人的话\n\n---').lines })).toBe('')
  })

  test('what each choice keeps, and nothing else', () => {
    const with_ = (kept: object) => plainWork('', lines, { ...keptByDefault, ...kept })
    expect([
      with_({ quotations: true }).includes('> 别人说过的话。\n> 又一句。'),
      with_({ code: true }).includes('const a'),
      with_({ formulas: true, questions: false }).includes('设 $x$ 为'),
    ]).toEqual([true, true, true])
    expect([with_({ addresses: true }).includes('https://example.org/slow?a=1，'), with_({}).includes('const')]).toEqual([true, false])
  })

  test('its facts are counted', () => {
    expect(facts.words).toBeGreaterThan(40)
    expect(facts.quoted).toBeGreaterThan(0.1)
    expect([facts.isChinese, factsOfMarkdown('This is another language, with 中文 in it.').facts.isChinese]).toEqual([true, false])
  })

  test('exact duplicates have the same hash, whatever their spaces', () => {
    const hash = (text: string) => factsOfMarkdown(text).facts.hash
    expect(hash('一 二\n\n三')).toBe(hash('一二\n\n\n三'))
    expect(hash('一二三')).not.toBe(hash('一二四'))
  })
})
