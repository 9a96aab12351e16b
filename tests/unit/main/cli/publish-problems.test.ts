import { expect, test } from 'vitest'
import { asSentence, lastSentence, movedSentence, noCourse, noTarget } from '#main/cli/publish-problems.ts'
import { FolderBusyError, ForeignFileError } from '#main/publishing/desk/folder-outcome.ts'
import { TypesetterEnded, TypesetterStopped } from '#main/publishing/pdf/typesetter.ts'
import { exportSentences } from '#preload/contract/export-sentences.ts'

const [folder, foreign] = ['/没有的地方/课/zhihu', new ForeignFileError('01/a.md')]
const failed = (code: string, syscall = 'mkdir') => Object.assign(new Error(`${code}: refused`), { code, syscall })
const said = (error: Error, language: 'zh' | 'en'): string => {
  try {
    return asSentence(folder, language)(error)
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : ''
  }
}

test('what the file system refuses, and what is busy, is told as the page tells it, in the language of the system', () => {
  const told = [failed('EPERM'), failed('EACCES'), failed('ENOSPC'), new FolderBusyError('busy')].map((error) => said(error, 'zh'))
  const page = (kind: keyof typeof exportSentences) => exportSentences[kind].zh.replace('{folder}', folder)
  expect(told).toEqual([page('problem.publish-denied'), page('problem.publish-denied'), page('problem.publish-full'), page('problem.publish-busy')])
  expect(said(new FolderBusyError('busy'), 'en')).toBe(exportSentences['problem.publish-busy'].en.replace('{folder}', folder))
  expect(said(foreign, 'zh')).toMatch(/01\/a\.md 不是墨课导出的.*--changed keep/)
  expect([noTarget('wordpress', 'zh'), noTarget(undefined, 'en')]).toEqual([
    expect.stringContaining('没有“wordpress”这个去处；能去的有 zhihu、'),
    expect.stringContaining('No target is named; there are zhihu, '),
  ])
})

test('what is gone while an export goes on is told as such, and a drive that is not there as one', () => {
  const page = (kind: keyof typeof exportSentences) => exportSentences[kind].zh.replace('{folder}', folder)
  expect(said(failed('ENOENT', 'lstat'), 'zh')).toBe(page('problem.publish-taken'))
  expect(said(failed('ENOENT'), 'zh')).toBe(page('problem.publish-denied'))
})

test('what can’t be typeset is told, with the lesson where it is known, so that other targets go on', () => {
  expect([said(new TypesetterEnded('ended'), 'zh'), said(new TypesetterStopped('slow'), 'en')]).toEqual([
    exportSentences['problem.publish-typeset'].zh,
    exportSentences['problem.publish-heavy'].en,
  ])
  expect(said(new TypesetterStopped('large', '附录'), 'zh')).toMatch(/^“附录”这一课排不出来/)
})

test('a process that the system has no memory for is no folder that can’t be written', () => {
  const refused = Object.assign(new Error('spawn ENOMEM'), { code: 'ENOMEM', syscall: 'spawn' })
  expect(said(refused, 'zh')).toBe(exportSentences['problem.publish-typeset'].zh)
})

test('a fault of the program stays one', () => {
  const fault = new TypeError('x is undefined')
  expect(() => asSentence(folder, 'zh')(fault)).toThrow(fault)
})

test('a file in the way is told with what became of all others, and with the folder that it would be moved to', () => {
  const [aside, came] = ['/课/zhihu 改过的', { written: 3, kept: 8, theirs: 0, removed: 0, stopped: 2 }]
  const stopped = new ForeignFileError('01/a.md').after(came)
  const told = (['zh', 'en'] as const).map((language) => {
    try {
      return asSentence(folder, language, aside)(stopped)
    } catch (thrown) {
      return thrown instanceof Error ? thrown.message : ''
    }
  })
  expect(told).toEqual([
    expect.stringMatching(/写了 3 个文件，8 个没变，2 个没写。.*--changed replace 先把它挪到“\/课\/zhihu 改过的”/),
    expect.stringMatching(/3 written, 8 unchanged, 2 not written\..*--changed replace moves it into "\/课\/zhihu 改过的" first/),
  ])
  expect([movedSentence(aside, 'zh'), movedSentence(aside, 'en')]).toEqual([
    `你自己的文件已经挪到“${aside}”，一个也没丢。`,
    `Your own files were moved to "${aside}"; none is lost.`,
  ])
  expect([lastSentence(aside, 'zh'), lastSentence(aside, 'en')]).toEqual([
    `上次导出的文件里还有好图，已经挪到“${aside}”。`,
    `Files of the last export, which have the pictures still, were moved to "${aside}".`,
  ])
})

test('who names a course that is not there is told where it was looked for, and what is there', () => {
  expect([noCourse('鱼', '/库', ['家常菜', '面'], 'zh'), noCourse('fish', '/library', [], 'en')]).toEqual([
    '“/库”里没有叫“鱼”的课程，也没有这个文件夹；里面有“家常菜”、“面”。别的资料库用 --workspace 指定。',
    'No course is called "fish" in "/library", and there is no such folder. It has no courses yet; --workspace names another library.',
  ])
})
