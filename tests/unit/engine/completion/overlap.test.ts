import { describe, expect, test } from 'vitest'
import { overlapStart, possibleOverlap } from '#engine/completion/overlap.ts'

describe('overlap with what follows the caret', () => {
  test.each([
    ['很好，', '，我们出门', '很好'],
    ['的方法', '的方法很好。', ''],
    ['很多的方法', '的方法很好。', '很多'],
    ['很多的方法可以用', '的方法可以学', '很多'],
    ['好的', '好的', ''],
    ['天气很好，', '很好。', '天气'],
    ['学习', '习惯', '学习'],
    ['学', '学会', ''],
    ['天气不错', '', '天气不错'],
    ['天气不错', '\n\n天气不错，出门。', ''],
    ['一种方法', '另一种', '一种方法'],
    ['，我们出门', '。我们出门吧', ''],
    ['用 Python3 写程序', '用python 3写程序。', ''],
    ['这里用Ｐｙｔｈｏｎ写', ' Python 写的程序', '这里用'],
    ['接着看梯度下降', '\n\n## 梯度下降\n\n它', '接着看'],
    ['先备料，再生火', '先切菜\n- 再生火\n- 下锅', '先备料，'],
    ['第一步是备料', '\n\n1. 备料\n2. 生火', '第一步是'],
    ['他说“慢慢来，别急”', '\n\n> 慢慢来，别急。', '他说“'],
    ['天气很好。', '，我们出门', '天气很好'],
    ['天气很好。', '（见上）', '天气很好。'],
    ['天气不错', '\n\n天文台', '天气不错'],
  ])('it cuts %j before %j to %j', (text, after, expected) => {
    expect(text.slice(0, overlapStart(text, after, true))).toBe(expected)
  })

  test('it waits for more while the end could be chance', () => {
    expect(overlapStart('很多的方', '的方法很好', false)).toBe('很多的方'.length)
    expect(possibleOverlap('很多的方', '的方法很好')).toBe('的方'.length)
    expect(possibleOverlap('很多', '的方法很好')).toBe(0)
    expect(possibleOverlap('接着看梯 度', '。\n\n# 梯度下降')).toBe('梯 度'.length)
    expect(possibleOverlap('很好，', '。')).toBe(1)
  })

  test.each([
    [' 的', '用 CSS 设置 back', ' 属性，就能改变背景。', ''],
    ['ground', '用 CSS 设置 back', ' 属性，就能改变背景。', 'ground'],
    ['的', '设置背景', ' 属性', '的'],
    ['蛋的', '再把鸡', '蛋打散。', ''],
    ['肉和鸡', '再把鸡', '蛋打散。', '肉和鸡'],
    ['我想', '他说', '我知道。', '我想'],
    ['（Ans', '氧', '（O）是一种元素。', ''],
    ['——那', '童年的', '——外婆家。', ''],
    ['蛋', '再把鸡', '', '蛋'],
  ])('%j behind %j begins as what follows does, %j, or not: %j', (text, before, after, kept) => {
    expect(text.slice(0, overlapStart(text, after, false, before))).toBe(kept)
  })
})
