import { describe, expect, test } from 'vitest'
import { blindPairs } from '#renderer/panels/voice/blind.ts'
import { halfSentence, isCircling } from '#renderer/panels/voice/half-sentence.ts'

describe('what would be offered of a continuation', () => {
  test.each<[text: string, offered: string]>([
    ['占有车门停住。1.32.6.10415 10200015098 至1.8.5.8万元。', '占有车门停住。'],
    ['复刻有空坠物与行号或行号等的案人；\n\n## 中文案情', '复刻有空坠物与行号或行号等的案人；'],
    ['他说：“走吧！”她没有动。', '他说：“走吧！”'],
    ['共 3.5 万元，到期不还', '共 3.5 万元，到期不还'],
    ['it was late. Nobody came.', 'it was late.'],
    ['没有句号的一行\n下一行', '没有句号的一行'],
    ['\n\n## 后来\n\n话来了。', '\n\n## 后来'],
    ['限'.repeat(60), '限'.repeat(30)],
    ['the author who wrote courses about everything', 'the author who wrote courses'],
    ['𠮷'.repeat(40), '𠮷'.repeat(30)],
    ['', ''],
  ])('%j is %j', (text, offered) => expect(halfSentence(text)).toBe(offered))
})

describe('a place that goes round in circles', () => {
  const circles = `占有车门停住。租期${'限'.repeat(60)}`
  test.each<[before: string, after: string, isSo: boolean]>([
    [circles, '都在等一句话。', true],
    ['都在等一句话。', circles, true],
    // A row or so is said again in good text.
    ['甲乙丙丁甲乙丙丁', '好', false],
    ['关系关系关系关系', '好', true],
    // Too short to tell.
    ['限限限', '好', false],
  ])('%j, %j: %s', (before, after, isSo) => expect(isCircling({ before, after })).toBe(isSo))

  test('is not offered for a choice, and what is offered is half a sentence', () => {
    const place = (opening: string, before: string, after: string) => ({ work: 'w', title: '慢', opening, truth: '真的。还有。', before, after })
    const pairs = blindPairs([place('一，', circles, '好。'), place('二，', '会好的。后来呢', '来得及。'), place('三，', '好。一', '好。二')], 'a')
    expect(pairs.map(({ continuation: { opening, truth, before, after } }) => [opening, truth, before, after])).toEqual([
      ['二，', '真的。', '会好的。', '来得及。'],
    ])
  })
})
