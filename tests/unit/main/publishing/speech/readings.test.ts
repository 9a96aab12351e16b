import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAloud, saidOf } from '#main/publishing/speech/readings.ts'

describe('what a narrator says', () => {
  test.each([
    ['2024年3月5日', '二零二四年三月五日'],
    ['2024-03-05 开课', '二零二四年三月五日 开课'],
    ['2024/12/31', '二零二四年十二月三十一日'],
    ['上世纪90年代', '上世纪九十年代'],
    ['1990年代', '一九九零年代'],
    ['早上8:30开始', '早上八点三十分开始'],
    ['20:00', '二十点整'],
    ['9:05', '九点零五分'],
    ['增长了35%', '增长了百分之三十五'],
    ['0.5%', '百分之零点五'],
    ['3%–5%', '百分之三到百分之五'],
    ['10-20%', '百分之十到百分之二十'],
    ['-3%', '负百分之三'],
    ['5‰', '千分之五'],
    ['￥199', '一百九十九元'],
    ['$3.5万', '三点五万美元'],
    ['99元', '九十九元'],
    ['1,234,567人', '一百二十三万四千五百六十七人'],
    ['3.14', '三点一四'],
    ['1.50米', '一点五零米'],
    ['5kg', '五千克'],
    ['2kg', '两千克'],
    ['60km/h', '六十千米每小时'],
    ['-5℃', '负五摄氏度'],
    ['10~15℃', '十到十五摄氏度'],
    ['120m²', '一百二十平方米'],
    ['16GB内存', '十六G B内存'],
    ['1/2', '二分之一'],
    ['3:2', '三比二'],
    ['第3章', '第三章'],
    ['第12课', '第十二课'],
    ['2个例子', '两个例子'],
    ['12个例子', '十二个例子'],
    ['2月', '二月'],
    ['22次', '二十二次'],
    ['10-20人', '十到二十人'],
    ['13800138000', '幺三八，零零幺三，八零零零'],
    ['v2.0.1', '版本二点零点一'],
    ['Python 3.12.1', 'Python 三点一二点一'],
    ['用AI写', '用A I写'],
    ['学习SQL和CSS', '学习S Q L和C S S'],
    ['见 https://example.com/a?b=1 。', '见 （链接见文稿） 。'],
    ['a@b.com', '（邮箱见文稿）'],
    ['3×4=12', '三乘四等于十二'],
    ['10^3', '十的三次方'],
    ['±0.5', '正负零点五'],
    ['房间0305', '房间零三零五'],
    ['编号123456789012', '编号一二三四五六七八九零一二'],
    ['A→B', 'A，到，B'],
    ['100万', '一百万'],
    ['1亿', '一亿'],
    ['没有数字的一句话。', '没有数字的一句话。'],
    ['Web3', 'Web三'],
  ])('%s → %s', (written, said) => {
    expect(saidOf(written)).toBe(said)
  })

  test('what the author says of a word goes before every rule, the longer word first', () => {
    const own = new Map([
      ['GPT', '鸡皮提'],
      ['GPT-4', '鸡皮提四'],
      ['还钱', '环钱'],
    ])
    expect(saidOf('GPT和GPT-4，还钱', own)).toBe('鸡皮提和鸡皮提四，环钱')
  })
})

test('whatever is read, its pieces are the whole text, and no digit is left to be guessed', () => {
  const text = fc.string({ unit: fc.constantFrom(...'0123456789.,:/-%~年月日个第万元￥$kgmAB×=^±（） 字'), maxLength: 30 })
  fc.assert(
    fc.property(text, (written) => {
      const pieces = readAloud(written)
      expect(pieces.map((piece) => piece.written).join('')).toBe(written)
      expect(pieces.map(({ said }) => said).join('')).not.toMatch(/\d/)
    }),
  )
})
