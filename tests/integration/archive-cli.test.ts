/** Past works from the terminal, over an archive of its own. */
import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { type OpenedWorks, openWorks } from '#main/store/works-open.ts'
import { Works } from '#main/store/works.ts'
import { newFolder } from '../e2e/launch.ts'

const script = fileURLToPath(new URL('../../scripts/moke.mjs', import.meta.url))
const folder = newFolder()
afterAll(() => folder.discard())
const place = (...parts: string[]) => join(folder.path, ...parts)

function moke(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, 'archive', ...args, '--workspace', place('library')], (error, out, err) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err }),
    )
  })
}

function write(path: string, content: string): void {
  mkdirSync(join(place(path), '..'), { recursive: true })
  writeFileSync(place(path), content)
}

test('works are added, listed and checked', async () => {
  write('旧作/灯下.md', `# 灯下\n\n灯下写字的人，都在等一个还没有说出口的句子。找我：13812345678。`)
  write('旧作/海边.txt', '海边的路很长，走着走着天就亮了，谁也没有说话。')
  write('旧作/海边 重发.txt', '海边的路很长，走着走着天就亮了，谁也没有说话。后来才说。')
  write('旧作/灯下 副本.md', `# 灯下\n\n灯下写字的人，都在等一个还没有说出口的句子。找我：13812345678。`)
  write('旧作/摘抄.md', '> 别人的话，一句又一句。')
  write('旧作/图.png', 'x')
  expect(await moke('list')).toMatchObject({ status: 1, err: expect.stringContaining('There is no library') })
  const added = await moke('add', place('旧作'))
  expect(added).toMatchObject({ status: 0, out: expect.stringContaining('Added 4 works') })
  expect(added.out).toContain('there already: 旧作/灯下 副本.md (灯下)')
  expect(added.out).toContain('left out: 旧作/图.png (of a kind that is not read)')
  const listed = await moke('list')
  expect(listed.out).toContain('灯下  (旧作/灯下.md)')
  expect(listed.out).toContain('海边  (旧作/海边.txt)')
  const checked = await moke('check')
  expect(checked.out).toContain('Masked: mobile 1.')
  expect(checked.out).toMatch(/^3 works, .*That is too little/)
  expect(checked.out).toContain('nothing to learn: 摘抄')
  // One that is left out is named like any other.
  const archive = openWorks(place('library'), true, 0) as OpenedWorks
  new Works(archive.db).excludeFolder('旧作', true)
  archive.db.close()
  expect((await moke('check')).out).toMatch(/nearly the same: 海边 ~ 海边 重发/)
  expect(await moke('add', place('nowhere'))).toMatchObject({ status: 1, err: expect.stringContaining('is not there.') })
})
