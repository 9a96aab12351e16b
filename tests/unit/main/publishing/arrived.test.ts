/** What the figures of publishing stand upon: that a missing file is missed, and that another day is one for every process. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { formsOf } from '../../../fixtures/publish/arrived.ts'

test.each([
  ['zhihu', ['/1/知乎.md', '/1/知乎.html']],
  ['xiaoe', ['/1/正文.html', '/1/正文.docx']],
  ['ximalaya', ['/01 一/口播稿.docx', '/01 一/口播稿.txt']],
])('%s: each form of a text is read by itself, with the checklist', (id, forms) => {
  expect(formsOf(id, [...forms, '/发布清单.md'])).toEqual(forms.map((form) => [form, '/发布清单.md']))
  expect(formsOf(id, [...forms.slice(1), '/发布清单.md'])[0]).toEqual(['/发布清单.md'])
})

test('days later it is later for a process that is forked without options, too', () => {
  const folder = mkdtempSync(join(tmpdir(), 'moke-later-'))
  const [parent, child] = [join(folder, 'parent.mjs'), join(folder, 'child.mjs')]
  writeFileSync(child, `process.send([new Date().getTime(), Date.now(), new Date(0).getTime()])`)
  writeFileSync(
    parent,
    `import { fork } from 'node:child_process'
    const { NODE_OPTIONS: _, ...env } = process.env
    fork(${JSON.stringify(child)}, [], { execArgv: [], env }).on('message', (times) => console.log(JSON.stringify([...times, Date.now()])))`,
  )
  const later = join(import.meta.dirname, '../../../fixtures/publish/days-later.ts')
  const days = (JSON.parse(execFileSync(process.execPath, ['--import', later, parent], { encoding: 'utf8' })) as number[]).map((time) =>
    time === 0 ? 0 : (time - Date.now()) / 86_400_000,
  )
  rmSync(folder, { recursive: true })
  expect(days.map((each) => Math.round(each))).toEqual([3, 3, 0, 3])
})
