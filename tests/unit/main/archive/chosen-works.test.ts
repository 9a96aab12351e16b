import { expect, test } from 'vitest'
import { chooseWorks, folderOf } from '#main/archive/chosen-works.ts'

test('works are read in the order of their names, a copy behind what it is of; what is none is told once', () => {
  const paths = [
    '旧作/第10篇.md',
    '旧作/第2篇 副本.txt',
    '旧作/第2篇.md',
    '旧作/图.png',
    '旧作/.DS_Store',
    '旧作/页.html',
    '旧作/页_files/a.html',
    '../x.md',
    '单个.dat',
  ]
  const { wanted, unread } = chooseWorks(paths.map((path) => ({ path, bytes: 1 })))
  expect(wanted.map((at) => paths[at])).toEqual(['单个.dat', '旧作/第2篇.md', '旧作/第2篇 副本.txt', '旧作/第10篇.md', '旧作/页.html'])
  expect(unread).toEqual([{ path: '旧作/图.png', why: 'kind' }])
})

const chosen = (paths: readonly string[]) => {
  const { wanted, unread } = chooseWorks(paths.map((path) => ({ path, bytes: 1 })))
  return { wanted: wanted.map((at) => paths[at]), unread: unread.map(({ path, why }) => `${path} ${why}`) }
}

test('what a browser keeps beside a saved page is passed over, and no other folder', () => {
  const beside = ['文/页.htm', '文/页_files/广告.html', '文/单页.mhtml', '文/单页_files/深/a.htm', '文/讲稿_files/一.md', '旧稿_files/二.md']
  expect(chosen(beside)).toEqual({ wanted: ['旧稿_files/二.md', '文/单页.mhtml', '文/讲稿_files/一.md', '文/页.htm'], unread: [] })
})

test('what is hidden is told where it could be a work, and the folder that was chosen may be called as it likes', () => {
  expect(chosen(['.旧稿/一.md', '文/.草稿/二.md', '文/.三.md', '文/.git/config', '文/.DS_Store', '文/~$一.docx', '__MACOSX/文/一.md'])).toEqual({
    wanted: ['.旧稿/一.md'],
    unread: ['文/.草稿/二.md hidden', '文/.三.md hidden'],
  })
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
