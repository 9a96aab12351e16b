import { expect, test } from 'vitest'
import { maskedCounts } from '#preload/contract/masks.ts'

test('what is masked is counted without what was released, and with the author’s own words', () => {
  const use = (text: string, kind: 'mobile' | 'landline' | null, places: number) => ({ text, kind, places, works: 1, first: [] })
  const masks = { words: ['李小明', '张三'], released: ['400-820-8820', '13812345678'] }
  const uses = [use('李小明', null, 3), use('张三', null, 2), use('400-820-8820', 'landline', 4), use('13812345678', 'mobile', 1), use('没有', null, 9)]
  expect(maskedCounts({ mobile: 2, landline: 4, name: 1 }, masks, uses)).toEqual({ mobile: 1, name: 6 })
  expect(maskedCounts({ mobile: 2 }, { words: [], released: [] }, [])).toEqual({ mobile: 2 })
})
