import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { publishedFolder } from '#main/cli/published-folder.ts'
import { lessonsOf } from '#main/publishing/desk/course.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-published-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const { signal } = new AbortController()

test('a drawing goes out as a library would keep it: without scripts and without addresses', async () => {
  const hostile = `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6" onload="steal()"><script>steal()</script><image href="https://evil.example/a.png" width="8" height="6"/><rect width="8" height="6"/></svg>`
  writeFileSync(join(folder, '图.svg'), hostile)
  writeFileSync(join(folder, '课.md'), '# 课\n\n![图](图.svg)\n')
  const { course, bytesOf } = await publishedFolder(folder, '', signal)
  const shown = lessonsOf(course).flatMap(({ doc }) => doc.flatMap((block) => (block.type === 'image' ? [block.image] : [])))
  const drawing = String(await bytesOf(shown[0] ?? ''))
  expect(drawing).toContain('<rect')
  expect(drawing).not.toMatch(/script|onload|evil/)
  rmSync(join(folder, '图.svg'))
  expect(await bytesOf(shown[0] ?? '')).toBe(null)
})
