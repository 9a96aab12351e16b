import { expect, test } from 'vitest'
import { MaskChange } from '#preload/contract/masks.ts'
import { wordIn } from '#renderer/panels/archive/mask-selection.tsx'
import { sentenceOf, takenOf } from '#renderer/panels/archive/use-masking.ts'
import { translator } from '#renderer/ui/translate.ts'

const said = (back: Partial<MaskChange>) => sentenceOf(MaskChange.parse(back), translator('zh-CN'))

test('a notice says what was done, by what takes it back', () => {
  expect([
    said({ unmask: ['李小明'] }),
    said({ unmask: ['李小明', '张三'] }),
    said({ mask: ['李小明'] }),
    said({ mask: ['李小明'], unmask: ['李晓明'] }),
    said({ hold: ['400-820-8820'] }),
    said({ hold: ['slow_writer'], mask: ['slow_writer'] }),
    said({ release: ['400-820-8820'] }),
    said({}),
  ]).toEqual([
    '遮住了“李小明”：哪一篇里都不学',
    '遮住了 2 个名字和词',
    '不再遮“李小明”',
    '“李小明”改成了“李晓明”',
    '“400-820-8820”不遮了：哪一篇里都照原样学',
    '“slow_writer”不遮了：哪一篇里都照原样学',
    '“400-820-8820”又会遮住',
    null,
  ])
})

test('a name or a few words can be masked, and no more', () => {
  expect([wordIn(' 李小明\n'), wordIn('Li Si'), wordIn(''), wordIn('——'), wordIn('一行\n又一行'), wordIn('长'.repeat(61))]).toEqual([
    '李小明',
    'Li Si',
    null,
    null,
    null,
    null,
  ])
})

test('of a pasted list what is far too long, or too much, is left and nothing is lost', () => {
  const names = Array.from({ length: 2001 }, (_, at) => `名字${at}`)
  const paragraph = '一整段话。'.repeat(300)
  expect(takenOf({ mask: ['李小明', paragraph, '张三'] })).toEqual({ sent: MaskChange.parse({ mask: ['李小明', '张三'] }), left: [paragraph] })
  const { sent, left } = takenOf({ mask: [paragraph, ...names] })
  expect([sent.mask.length, left]).toEqual([2000, ['名字2000', paragraph]])
  expect(takenOf({ release: ['400'] })).toEqual({ sent: MaskChange.parse({ release: ['400'] }), left: [] })
})
