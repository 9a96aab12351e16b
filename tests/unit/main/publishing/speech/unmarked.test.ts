import { expect, test } from 'vitest'
import { absentText } from '#main/publishing/pictures/absent.ts'
import { markedWords, ownNotes, unmarked } from '#main/publishing/speech/unmarked.ts'

test.each(['gone', 'broken', 'unread', 'unshown', 'unmade', 'large', 'outside'] as const)(
  'what stands for a picture that is %s is not said where it came back in a text',
  (why) => {
    expect(ownNotes(`先看${absentText(why, '封面')}再说`)).toMatchObject({ left: [absentText(why, '封面')], rest: '先看再说' })
  },
)

test.each([
  ['数组a[1]是第二个', '数组a[1]是第二个'],
  ['取 a[1]，再取 arr[0]。', '取 a[1]，再取 arr[0]。'],
  ['数组[0]', '数组[0]'],
  ['研究表明[1]，', '研究表明，'],
  ['研究[1][2]表明。[3-5]', '研究表明。'],
  ['引自 BERT[3]。', '引自 BERT。'],
  ['参考文献[3]指出', '参考文献3指出'],
  ['用<div>包住', '用div包住'],
  ['一个<b>粗</b>字<br>换行', '一个粗字，换行'],
  ['看<img src="a.png">这里', '看这里'],
])('of %s is left %s', (written, left) => {
  expect(unmarked(written)).toBe(left)
})

test('marks with words in them are told: tags that say more than their name, pairs of them, addresses; and nothing else is', () => {
  expect(markedWords('<img src="a.png" alt="猫">，<b>粗</b>，<!-- 记 -->，[词](https://a.b/c)')).toEqual([
    '<img src="a.png" alt="猫">',
    '<b>',
    '<!-- 记 -->',
    '](https://a.b/c)',
  ])
  expect(markedWords('用<div>包住，a[1]，**粗**，研究[1]，a < b，[括号](中文)')).toEqual([])
})
