import { expect, test } from 'vitest'
import { webAddress } from '#preload/contract/web-address.ts'

test.each([
  ['https://zhuanlan.zhihu.com/p/1', 'https://zhuanlan.zhihu.com/p/1'],
  [' zhuanlan.zhihu.com/p/1 ', 'https://zhuanlan.zhihu.com/p/1'],
  ['HTTP://example.com', 'HTTP://example.com'],
  ['', null],
  ['  ', null],
  ['javascript:alert(1)', undefined],
  ['mailto:a@example.com', undefined],
  ['moke:lesson/l1', undefined],
  ['随便写的 不是网址', undefined],
  ['随便写的', undefined],
  ['https://', undefined],
])('%j is the address %j', (written, address) => {
  expect(webAddress(written)).toBe(address)
})
