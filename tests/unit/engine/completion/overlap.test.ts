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
  ])('it cuts %j before %j to %j', (text, after, expected) => {
    expect(text.slice(0, overlapStart(text, after, true))).toBe(expected)
  })

  test('it waits for more while the end could be chance', () => {
    expect(overlapStart('很多的方', '的方法很好', false)).toBe('很多的方'.length)
    expect(possibleOverlap('很多的方', '的方法很好')).toBe('的方'.length)
    expect(possibleOverlap('很多', '的方法很好')).toBe(0)
  })
})
