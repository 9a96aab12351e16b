/** Markdown in and out from the terminal, over a library of its own. */
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { newFolder } from '../e2e/launch.ts'
import { png } from '../unit/main/images/pictures.ts'

const script = fileURLToPath(new URL('../../scripts/moke.mjs', import.meta.url))
const folder = newFolder()
afterAll(() => folder.discard())
const place = (...parts: string[]) => join(folder.path, ...parts)
const library = place('library')

function moke(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args, '--workspace', library], { env: { ...process.env, LC_ALL: 'C.UTF-8' } }, (error, out, err) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    )
  })
}

function write(path: string, content: string | Buffer): void {
  mkdirSync(join(place(path), '..'), { recursive: true })
  writeFileSync(place(path), content)
}

test('a folder comes in as a course and goes out as the same folder', async () => {
  write('写作课/第十章/尾.md', '见[头](../第九章/头.md)。')
  write('写作课/第九章/头.md', '# 开头\n\n![猫](../图/猫.png)\n\n<aside>话</aside>')
  write('写作课/图/猫.png', png(40, 30))
  write('写作课/旧.doc', 'x')
  const dry = await moke('import', place('写作课'), '--dry-run')
  expect(dry).toMatchObject({ status: 0, out: expect.stringContaining('Would import 2 lessons, 1 pictures.') })
  expect(dry.out).toContain('left out: 写作课/旧.doc (neither a text nor a picture that Moke can read)')
  expect(dry.out).toContain('写作课/第九章/头.md:5: These HTML tags have no use here; their text stays: “<aside>”')
  expect(await moke('import', place('写作课'))).toMatchObject({ status: 0, out: expect.stringContaining('Imported 2 lessons') })
  expect(await moke('import', place('写作课', '第十章'), '--into', '写作课')).toMatchObject({ status: 0 })
  const written = await moke('export', '写作课', '--out', place('out'))
  expect(written).toMatchObject({ status: 0, out: expect.stringContaining('Wrote 3 lessons') })
  expect(readFileSync(place('out', '写作课', '02 第十章', '01 尾.md'), 'utf8')).toContain('见[头](../01%20第九章/01%20开头.md)。')
  expect(readFileSync(place('out', '写作课', '01 第九章', '01 开头.md'), 'utf8')).toMatch(/!\[猫\]\(\.\.\/images\/[0-9a-f]{16}\.png\)/)
  expect(await moke('export', '写作课', '--out', place('out'))).toMatchObject({ status: 1, err: expect.stringContaining('is there already') })
  expect(await moke('export', '开头', '--out', place('one.zip'))).toMatchObject({ status: 0 })
  expect(existsSync(place('one.zip'))).toBe(true)
})

test('what cannot be done is one sentence', async () => {
  expect(await moke('import', place('nowhere'))).toMatchObject({ status: 1, err: expect.stringContaining('is not there.') })
  write('leer/x.bin', 'x')
  expect(await moke('import', place('leer'))).toMatchObject({ status: 1, err: expect.stringContaining('There is no text') })
  expect(await moke('import', place('写作课'), '--into', '没有')).toMatchObject({ status: 1, err: expect.stringContaining('No course is called "没有".') })
  expect(await moke('export', '没有', '--out', place('x'))).toMatchObject({ status: 1, err: expect.stringContaining('is called "没有".') })
  expect(await moke('export')).toMatchObject({ status: 2, err: expect.stringContaining('--out') })
})
