/** `moke publish` from the terminal: a course of a library, and a folder of Markdown files. */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { newFolder } from '../e2e/launch.ts'
import { png } from '../unit/main/images/pictures.ts'

const script = fileURLToPath(new URL('../../scripts/moke.mjs', import.meta.url))
const folder = newFolder()
afterAll(() => folder.discard())
const place = (...parts: string[]) => join(folder.path, ...parts)

function moke(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args, '--workspace', place('library')], { env: { ...process.env, LC_ALL: 'C.UTF-8' } }, (error, out, err) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    )
  })
}

function write(path: string, content: string | Buffer): void {
  mkdirSync(join(place(path), '..'), { recursive: true })
  writeFileSync(place(path), content)
}

write('家常菜/鱼/01 选鱼.md', '# 选鱼\n\n先看 2 处，见[下一课](02%20蒸鱼.md)[^a]：\n\n![鳃](../图/鳃.png)\n\n$$\n\\frac{a}{b}\n$$\n\n[^a]: 出处')
write('家常菜/鱼/02 蒸鱼.md', '# 蒸鱼\n\n水开后蒸 8 分钟。')
write('家常菜/图/鳃.png', png(40, 30))

const record = (out: string): { targets: { written: number; kept: number; folder: string; findings: { kind: string }[] }[] } => JSON.parse(out)

test('a folder of Markdown goes to every target, and only what changed goes again', async () => {
  const first = await moke('publish', place('家常菜'), '--to', 'zhihu,ximalaya', '--out', place('out'), '--author', '老王', '--json')
  expect(first).toMatchObject({ status: 0 })
  const [zhihu, ximalaya] = record(first.out).targets
  expect(readdirSync(zhihu!.folder).toSorted()).toEqual(['01 选鱼', '02 蒸鱼', 'moke-export.json'])
  expect(existsSync(join(zhihu!.folder, '01 选鱼', '图片', '01.png'))).toBe(true)
  expect(existsSync(join(ximalaya!.folder, '001 选鱼', '001 选鱼.srt'))).toBe(true)
  expect(zhihu?.findings.map(({ kind }) => kind)).toEqual(['notes-listed-file', 'link-lesson', 'image-by-hand'])
  expect(zhihu?.findings[2]).toMatchObject({ said: 'This picture is to be put in by hand there' })

  const again = record((await moke('publish', place('家常菜'), '--to', '知乎', '--out', place('out'), '--author', '老王', '--json')).out).targets[0]
  expect(again).toMatchObject({ written: 0 })
  expect(again?.findings).toEqual(zhihu?.findings)

  write('家常菜/鱼/02 蒸鱼.md', '# 蒸鱼\n\n水开后蒸 9 分钟。')
  expect(record((await moke('publish', place('家常菜'), '--to', 'zhihu', '--out', place('out'), '--author', '老王', '--json')).out).targets[0]).toMatchObject({
    written: 2,
  })
})

test('a course of the library is what the folder was', async () => {
  await moke('import', place('家常菜'))
  const out = await moke('publish', '家常菜', '--to', 'zhihu', '--out', place('of-library'))
  expect(out).toMatchObject({ status: 0, out: expect.stringMatching(/^zhihu: 7 written, 0 unchanged, in /) as string })
  for (const file of ['01 选鱼/知乎.md', '02 蒸鱼/知乎.html'])
    expect(readFileSync(place('of-library', '家常菜', '知乎', file), 'utf8')).toBe(readFileSync(place('out', '家常菜', '知乎', file), 'utf8'))
})

test('a folder of Markdown reaches what the desk can set, and a course of the library is set so for this once', async () => {
  write('清蒸/鱼/01 选鱼.md', '# 选鱼\n\n先看 2 处。\n\n$$\n\\frac{a}{b}\n$$')
  write('清蒸/鱼/02 蒸鱼.md', '# 蒸鱼\n\n水开后蒸 8 分钟。')
  await moke('import', place('清蒸'))
  const set = [
    'ximalaya.pace=120',
    'ximalaya.pronunciations.水开=水烧开',
    'ximalaya.titles.2=蒸，八分钟',
    'ximalaya.hasTransitions=off',
    'ximalaya.ssml=baidu',
    'zhihu.formulas=images',
  ]
  const asked = ['--to', 'ximalaya,zhihu', '--out', place('set'), ...set.flatMap((each) => ['--set', each])]
  for (const course of [place('清蒸'), '清蒸']) {
    expect(await moke('publish', course, ...asked, '--changed', 'replace')).toMatchObject({ status: 0 })
    const track = place('set', '清蒸', '喜马拉雅', '002 蒸，八分钟')
    expect(readdirSync(join(track, '语音合成'))).toEqual(['百度.xml'])
    expect(readFileSync(join(track, '口播稿.txt'), 'utf8')).toContain('水烧开')
    expect(readFileSync(place('set', '清蒸', '知乎', '01 选鱼', '知乎.md'), 'utf8')).toContain('zhihu.com/equation')
  }
  const paces = async (...more: string[]) => {
    expect(await moke('publish', '清蒸', '--to', 'ximalaya', '--out', place('pace'), ...more)).toMatchObject({ status: 0 })
    const lines = readFileSync(place('pace', '清蒸', '喜马拉雅', '001 选鱼', '001 选鱼.srt'), 'utf8')
    return [...lines.matchAll(/--> (\S+)/g)].at(-1)?.[1] ?? ''
  }
  const [usual, slow, again] = [await paces(), await paces('--set', '喜马拉雅.pace=60'), await paces()]
  expect(slow > usual).toBe(true)
  expect(again).toBe(usual)
  expect(await moke('publish', place('家常菜'), '--to', 'zhihu', '--out', place('x'), '--set', 'zhihu.form=book')).toMatchObject({
    status: 1,
    err: expect.stringContaining('zhihu.form is one of article, series, answer, not "book".') as string,
  })
})

test('what cannot be done is one sentence, and nothing of anybody is touched', async () => {
  expect(await moke('publish', '没有', '--to', 'zhihu', '--out', place('x'))).toMatchObject({
    status: 1,
    err: expect.stringContaining('No course is called "没有"') as string,
  })
  expect(await moke('publish', place('家常菜'), '--to', 'zhihu,wordpress', '--out', place('x'))).toMatchObject({
    status: 1,
    err: expect.stringContaining('There is no target "wordpress"; there are zhihu, ximalaya') as string,
  })
  write('mine/家常菜/知乎/01 选鱼/知乎.md', '我自己的')
  expect(await moke('publish', place('家常菜'), '--to', 'zhihu', '--out', place('mine'))).toMatchObject({
    status: 1,
    err: expect.stringContaining('was not written by an export') as string,
  })
  expect(readFileSync(place('mine/家常菜/知乎/01 选鱼/知乎.md'), 'utf8')).toBe('我自己的')
  // One that can't be written keeps no other back.
  const both = await moke('publish', place('家常菜'), '--to', 'zhihu,markdown', '--out', place('mine'))
  expect(both).toMatchObject({
    status: 1,
    out: expect.stringMatching(/^markdown: \d+ written/m) as string,
    err: expect.stringMatching(/zhihu: .*was not written by an export/) as string,
  })
  expect(await moke('publish', place('家常菜'), '--to', 'zhihu', '--out', place('mine'), '--changed', 'away')).toMatchObject({ status: 1 })
  expect(await moke('publish', place('家常菜'), '--to', 'zhihu', '--out', place('mine'), '--changed', 'keep')).toMatchObject({
    status: 0,
    out: expect.stringMatching(/you changed this file.*01 选鱼.知乎\.md/i) as string,
  })
  expect(readFileSync(place('mine/家常菜/知乎/01 选鱼/知乎.md'), 'utf8')).toBe('我自己的')
})

test('what a platform would refuse ends it with status 1 where that is asked for, after everything is written', async () => {
  write('长/01.md', `# ${'很长的标题'.repeat(30)}\n\n正文。`)
  const asked = ['publish', place('长'), '--to', 'zhihu', '--out', place('strict')]
  expect(await moke(...asked, '--strict')).toMatchObject({
    status: 1,
    out: expect.stringContaining('title is longer') as string,
    err: expect.stringContaining('zhihu would refuse some of it') as string,
  })
  expect(existsSync(place('strict', '长', '知乎', 'moke-export.json'))).toBe(true)
  expect(await moke(...asked)).toMatchObject({ status: 0 })
})
