/** Whether files that one changed word has no business with would be noticed, as the figure of an export that is made anew needs it. */
import { expect, test } from 'vitest'
import { changedFor } from '../../../fixtures/publish/again.ts'

const lesson = { title: '课', doc: [] }
const lessons = (...ids: string[]) => ids.map((id) => ({ ...lesson, id }))
const course = {
  title: '课程',
  author: '',
  chapters: [
    { title: '甲', lessons: lessons('1', '2', '3') },
    { title: '', lessons: lessons('4', '5') },
  ],
}

test.each([
  ['zhihu', '05 课/知乎.md', '04 课/知乎.md'],
  ['ximalaya', '005 课/口播稿.txt', '015 课/口播稿.txt'],
  ['website', '005-课.html', '050-课.html'],
  ['markdown', '02 正文/02 课.md', '01 甲/02 课.md'],
  ['markdown', '02 正文/02 课.md', '02 正文/01 课.md'],
])('of %s a lesson’s own file is %s, and %s is another’s', (target, own, other) => {
  expect(changedFor(target, [own, other, 'moke-export.json'], course, 5)).toEqual({ own: [own], others: [other] })
})

test('what is made of the whole course is nobody’s, of its own target alone', () => {
  expect(changedFor('ximalaya', ['专辑.xlsx'], course, 5)).toEqual({ own: [], others: [] })
  expect(changedFor('zhihu', ['专辑.xlsx', '图/1.png'], course, 5)).toEqual({ own: [], others: ['专辑.xlsx', '图/1.png'] })
})
