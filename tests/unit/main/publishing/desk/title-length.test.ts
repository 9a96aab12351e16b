import { describe, expect, test } from 'vitest'
import { Findings } from '#main/publishing/desk/finding.ts'
import { checkTitle, type TitleLimit } from '#main/publishing/desk/title-length.ts'
import type { TargetId } from '#main/publishing/facts.ts'
import { unitsFor } from '#main/publishing/targets.ts'
import { courseOf, materials } from '../published.ts'

function told(title: string, limit: TitleLimit | null): readonly string[] {
  const findings = new Findings(null)
  checkTitle(title, limit, findings)
  return findings.all.map(({ level, kind, numbers }) => [level, kind, ...('most' in numbers ? [numbers['is'], numbers['most']] : [])].join(' '))
}

describe('a title', () => {
  // Four characters, and six UTF-16 units.
  const rare = ' 𠮷野😀家 '

  test.each([
    ['refused', 4, null, ['todo title-perhaps-long 6 4']],
    ['refused', 3, null, ['refused title-long 4 3']],
    ['refused', 6, null, []],
    ['refused', 4, 'utf16', ['refused title-long 6 4']],
    ['refused', 6, 'utf16', []],
    ['todo', 4, null, ['todo title-perhaps-long 6 4']],
    ['todo', 3, null, ['todo title-perhaps-long 4 3']],
    ['advice', 4, null, ['advice title-perhaps-long 6 4']],
    ['advice', 3, null, ['advice title-perhaps-long 4 3']],
  ] as const)('that is longer is %s beyond %i of %s as far as that is known', (level, most, unit, expected) => {
    expect(told(rare, { level, most, unit })).toEqual(expected)
  })

  test('of an album is told as that; one that is none is missing, whatever its limit', () => {
    expect(told('专辑', { level: 'refused', most: 1, unit: null, kind: 'album-title-long' })).toEqual(['refused album-title-long 2 1'])
    expect([told(' ', null), told('', { level: 'todo', most: 4, unit: null }), told('长'.repeat(999), null)]).toEqual([
      ['refused title-missing'],
      ['refused title-missing'],
      [],
    ])
  })
})

test.each([
  ['zhihu', 100, 'refused title-long', 'todo title-perhaps-long'],
  ['ximalaya', 40, 'refused title-long', 'refused title-long'],
  ['wechat', 32, 'todo title-perhaps-long', 'todo title-perhaps-long'],
  ['juejin', 80, 'todo title-perhaps-long', 'todo title-perhaps-long'],
  ['bilibili', 40, 'advice title-perhaps-long', 'advice title-perhaps-long'],
  ['xiaoe', 999, null, null],
  ['dedao', 999, null, null],
] as const)('%s takes %i, and one more is told by what is known of it', async (target: TargetId, most, longer, perhaps) => {
  const of = async (title: string) => {
    const { units } = unitsFor(target, courseOf({ [title]: '足够多的字的一段话。' }), materials())
    const made = await Promise.all(units.map((unit) => unit.make(new AbortController().signal)))
    return made.flatMap(({ findings }) => findings.flatMap(({ level, kind }) => (/title-(?:perhaps-)?long/.test(kind) ? [`${level} ${kind}`] : [])))
  }
  const long = (count: number) => '长'.repeat(count)
  expect([await of(long(most)), await of(long(most + 1)), await of(`${long(most - 1)}😀`)]).toEqual([[], longer ? [longer] : [], perhaps ? [perhaps] : []])
})
