/** What is noted of an export, for the window and for commands alike. */
import { expect, test } from 'vitest'
import { notedOf } from '#main/services/publishing-noted.ts'

const counts = { written: 2, kept: 1, theirs: 0, removed: 3 }

test('all that went out is noted, with its findings by their weight, without lessons whose old files stayed', () => {
  const findings = (['lost', 'changed', 'lost'] as const).map((level) => ({ level, kind: 'image-unread' as const, lesson: null, block: null }))
  const outcome = { ...counts, aside: null, left: ['b'], findings: findings as never }
  expect(notedOf({ target: 'zhihu', isWhole: true }, ['a', 'b'], outcome)).toEqual({
    row: { target: 'zhihu', isWhole: true, lessons: 1, written: 2, kept: 1, removed: 3, findings: { lost: 2, changed: 1 } },
    lessons: ['a'],
  })
  expect(notedOf({ target: 'zhihu', isWhole: false }, ['b'], outcome)).toMatchObject({ row: { isWhole: false, lessons: 0 }, lessons: [] })
})

test('of one that files of the author’s stopped, what went out is: of lessons never all, of a book the folder of it stays that', () => {
  const came = { ...counts, stopped: 1 }
  const noted = (target: 'zhihu' | 'docx', isWhole: boolean, left: string[]) => notedOf({ target, isWhole }, ['a', 'b'], { came, left })
  expect(noted('zhihu', true, ['b'])).toEqual({
    row: { target: 'zhihu', isWhole: false, lessons: 1, written: 2, kept: 1, removed: 3, findings: {} },
    lessons: ['a'],
  })
  expect([noted('docx', true, ['b'])?.row.isWhole, noted('docx', false, ['b'])?.row.isWhole]).toEqual([true, false])
  expect([noted('zhihu', true, ['a', 'b']), notedOf({ target: 'zhihu', isWhole: true }, ['a'], { came: null, left: [] })]).toEqual([null, null])
})
