import { describe, expect, test } from 'vitest'
import { maskedText } from '#main/archive/context.ts'
import { keptByDefault, textToLearn } from '#main/archive/learning-text.ts'
import { changedMasks, maskedBy, maskingOf, placesOfValue, placesOfWord } from '#main/archive/masking.ts'
import { MaskChange } from '#preload/contract/masks.ts'

const by = (words: readonly string[], text: string, released: readonly string[] = []) =>
  maskedBy(maskingOf({ words: [...words], released: [...released] }), text)

describe('words of the author’s own', () => {
  test.each([
    ['a name', ['李小明'], '李小明说，小明的李树', '〔某某〕说，小明的李树'],
    ['the longest first', ['小明', '李小明'], '李小明和小明', '〔某某〕和〔某某〕'],
    ['names that overlap leave nothing of either', ['小王', '王小明'], '小王小明来了', '〔某某〕来了'],
    ['within Chinese wherever it stands', ['张伟'], '主张伟大的张伟', '主〔某某〕大的〔某某〕'],
    ['not within a longer word of letters', ['Ann'], 'Ann 和 Anna、JoAnn、ann老师，ANN.', '〔某某〕 和 Anna、JoAnn、〔某某〕老师，〔某某〕.'],
    ['of any width', ['Wang Wei', '王3'], 'Ｗａｎｇ Ｗｅｉ 与 wang wei，王３', '〔某某〕 与 〔某某〕，〔某某〕'],
    ['with signs in it that nobody sees', ['欧阳娜'], '欧\u200b阳\u200b娜', '〔某某〕'],
    ['beside personal data', ['陈老师'], '陈老师13812345678', '〔某某〕〔手机号〕'],
    ['within personal data that stays one', ['zhangsan'], 'zhangsan@163.com，zhangsan', '〔邮箱〕，〔某某〕'],
    ['with personal data within', ['李四13812345678'], '找李四13812345678。', '找〔某某〕。'],
    ['never in what stands for personal data', ['地址', '某某', '手机'], '〔地址〕某某〔某某〕手机13812345678', '〔地址〕〔某某〕〔某某〕〔某某〕〔手机号〕'],
    ['of signs of an expression', ['C++ 张(三)'], '他叫C++ 张(三)。', '他叫〔某某〕。'],
  ])('%s', (_, words, text, expected) => {
    expect(by(words, text)).toBe(expected)
  })

  test('masking what is masked changes nothing', () => {
    const once = by(['李小明', '某'], '李小明某天')
    expect(by(['李小明', '某'], once)).toBe(once)
  })

  test('places are the text’s own, in order and apart', () => {
    const text = '甲：张\u200b三，13812345678，张三'
    const places = maskingOf({ words: ['张三'], released: [] }).placesIn(text)
    expect(places.map(({ kind, from, to }) => [kind, text.slice(from, to)])).toEqual([
      ['name', '张\u200b三'],
      ['mobile', '13812345678'],
      ['name', '张三'],
    ])
  })

  test('they are out of titles and texts, and a question keeps its place', () => {
    const masking = maskingOf({ words: ['李小明'], released: [] })
    const lines = [{ kind: 'paragraph' as const, text: '李小明那天没有来。' }]
    expect(textToLearn({ title: '写给李小明', lines }, keptByDefault, masking).text).toBe('# 写给〔某某〕\n\n〔某某〕那天没有来。')
    const text = '李小明问？答。'
    expect(maskedText({ text, context: [[0, 5]] }, masking)).toEqual({ text: '〔某某〕问？答。', context: [[0, '〔某某〕问？'.length]] })
  })

  test('two thousand names in a long book take a moment', () => {
    const words = Array.from({ length: 2000 }, (_, at) => `王${String.fromCharCode(0x4e00 + at)}${String.fromCharCode(0x5e00 + at)}`)
    const book = '慢不是拖延，是把一句话放在手里捂热了再写下去。'.repeat(20_000) + words[1234]
    const start = performance.now()
    expect(maskingOf({ words, released: [] }).placesIn(book)).toHaveLength(1)
    expect(performance.now() - start).toBeLessThan(4000)
  })
})

describe('values that are released', () => {
  test('stay everywhere, however their digits are parted, and nothing else does', () => {
    expect(by([], '客服 400-820-8820，热线：400 820 8820，传真 400-820-8821', ['400 820 8820'])).toBe('客服 400-820-8820，热线：400 820 8820，传真 〔电话〕')
    expect(by([], '微信号：Slow_Writer，微信号：slow_writer2', ['slow_writer'])).toBe('微信号：Slow_Writer，微信号：〔微信号〕')
  })
  test('give way to a word of the author’s', () => {
    expect(by(['slow_writer'], '微信号：slow_writer', ['slow_writer'])).toBe('微信号：〔某某〕')
  })
})

describe('how often they stand in a text', () => {
  test('words and values are counted', () => {
    expect([
      placesOfWord('张三、张三丰，张三', '张三'),
      placesOfWord('Anna', 'Ann'),
      placesOfValue('138 1234 5678，13812345678', '13812345678').length,
    ]).toEqual([3, 0, 2])
  })
})

describe('changing the masks', () => {
  const change = (given: Partial<MaskChange>) => MaskChange.parse(given)
  const none = { words: [], released: [] }
  test('a list of words comes in, each once, without what is no word', () => {
    const { masks, unfit, back } = changedMasks(
      { words: ['张三'], released: [] },
      change({ mask: [' 李四 ', '张三', 'Li  Si', 'ＬＩ si', '——', '长'.repeat(61), ' '] }),
    )
    expect(masks.words).toEqual(['张三', '李四', 'Li Si'])
    expect(unfit).toEqual(['——', '长'.repeat(61)])
    expect(back).toEqual(change({ unmask: ['李四', 'Li Si'] }))
  })
  test('whatever was changed is taken back by what it says', () => {
    const before = { words: ['张三', '李四'], released: ['400-820-8820'] }
    for (const given of [
      { mask: ['王五'] },
      { unmask: ['张三'] },
      { release: ['a@b.cn'] },
      { hold: ['4008208820'] },
      { mask: ['400-820-8820'] },
      { release: ['李四'] },
    ]) {
      const { masks, back } = changedMasks(before, change(given))
      expect(masks).not.toEqual(before)
      const again = changedMasks(masks, back).masks
      expect([again.words.toSorted(), again.released.toSorted()]).toEqual([before.words.toSorted(), before.released.toSorted()])
    }
  })
  test('one word takes the place of another, and goes back to it', () => {
    const { masks, back } = changedMasks({ words: ['张三', '李四', '王五'], released: [] }, change({ unmask: ['李四'], mask: ['李思'] }))
    expect(masks.words).toEqual(['张三', '李思', '王五'])
    expect(changedMasks(masks, back).masks.words).toEqual(['张三', '李四', '王五'])
  })
  test('a word is changed into another form of itself', () => {
    expect(changedMasks({ words: ['li si'], released: [] }, change({ unmask: ['li si'], mask: ['Li Si'] })).masks.words).toEqual(['Li Si'])
  })
  test('what was said last holds: a released value that is masked is not released any more', () => {
    const released = changedMasks(none, change({ release: ['slow_writer'] })).masks
    expect(changedMasks(released, change({ mask: ['slow_writer'] })).masks).toEqual({ words: ['slow_writer'], released: [] })
  })
  test('another order is the same masking, other words are another, and none has no stamp', () => {
    const stampOf = (words: string[], released: string[] = []) => maskingOf({ words, released }).stamp
    expect(stampOf(['甲', '乙'])).toBe(stampOf(['乙', '甲']))
    expect(new Set([stampOf([]), stampOf(['甲']), stampOf([], ['甲']), stampOf(['甲'], ['甲'])]).size).toBe(4)
    expect(stampOf([])).toBe('')
  })
})

describe('a name within other words', () => {
  const text = '惠某等主张某传媒公司侵权；业主张某诉称，张某某未到。主张某种说法。'

  test('is masked until those words are released, and then stays in those alone: never where a word only looks like one of them', () => {
    expect(by(['张某'], text)).toBe('惠某等主〔某某〕传媒公司侵权；业主〔某某〕诉称，〔某某〕某未到。主〔某某〕种说法。')
    expect(by(['张某'], text, ['主张'])).toBe('惠某等主张某传媒公司侵权；业主〔某某〕诉称，〔某某〕某未到。主张某种说法。')
  })

  test('is told with the words that it is a part of', () => {
    const around: (string | null)[] = []
    expect(placesOfWord(text, '张某', (one) => around.push(one) > 0 && one === '主张')).toBe(2)
    expect(around).toEqual(['主张', null, null, '主张'])
  })
})
