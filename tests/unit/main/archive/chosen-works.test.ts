import { expect, test } from 'vitest'
import { chooseWorks, folderOf } from '#main/archive/chosen-works.ts'

test('works are read in the order of their names, a copy behind what it is of; what is none is told once', () => {
  const paths = ['旧作/第10篇.md', '旧作/第2篇 副本.txt', '旧作/第2篇.md', '旧作/图.png', '旧作/.DS_Store', '旧作/页_files/a.html', '../x.md', '单个.dat']
  const { wanted, unread } = chooseWorks(paths.map((path) => ({ path, bytes: 1 })))
  expect(wanted.map((at) => paths[at])).toEqual(['单个.dat', '旧作/第2篇.md', '旧作/第2篇 副本.txt', '旧作/第10篇.md'])
  expect(unread).toEqual([{ path: '旧作/图.png', why: 'kind' }])
})

test('empty and endless files are not even sent', () => {
  expect(
    chooseWorks([
      { path: 'a.md', bytes: 0 },
      { path: 'b.pdf', bytes: 1 << 30 },
    ]).unread,
  ).toEqual([
    { path: 'a.md', why: 'empty' },
    { path: 'b.pdf', why: 'too-large' },
  ])
})

test('a group is as deep as tells one column from another', () => {
  expect(['a.md', '旧作/a.md', '旧作/公众号/a.md', '旧作/公众号/2019/a.md'].map(folderOf)).toEqual(['', '旧作', '旧作/公众号', '旧作/公众号'])
})
