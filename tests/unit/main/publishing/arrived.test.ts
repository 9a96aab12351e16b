/** What the figures of publishing stand upon: that a missing file is missed, and that another day is one for every process. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Finding } from '#main/publishing/desk/finding.ts'
import { formsOf, missingOf, tellingOf } from '../../../fixtures/publish/arrived.ts'
import { lettersByPackages } from '../../../fixtures/publish/outside.ts'
import type { TortureElement } from '../../../fixtures/publish/torture.ts'

test.each([
  ['zhihu', ['/1/知乎.md', '/1/知乎.html']],
  ['xiaoe', ['/1/正文.html', '/1/正文.docx']],
  ['ximalaya', ['docx', 'txt'].map((ending) => `/01 一/口播稿.${ending}`).concat(['srt', 'vtt', 'lrc', 'txt'].map((ending) => `/01 一/01 一.${ending}`))],
])('%s: each form of a text is read by itself, the checklist apart, and our own report never', (id, forms) => {
  const beside = ['/发布清单.md']
  const others = [...beside, '/moke-export.json']
  expect(formsOf(id, [...forms, ...others]).map(({ how: _, ...files }) => files)).toEqual(forms.map((form) => ({ texts: [form], beside })))
  expect(formsOf(id, [...forms.slice(1), ...others])[0]).toMatchObject({ texts: [], beside })
})

test('of an export without texts everything is missing that its report does not name; steps may name chapters', () => {
  const element = (what: TortureElement['what'], mark: string): TortureElement => ({ what, mark, says: mark, lesson: 'l', block: mark })
  const told = { kind: 'formula-unread', level: 'lost', text: '甲乙丙', lesson: 'l', block: '记甲甲甲丁' } as unknown as Finding
  const elements = [element('text', '记甲甲甲甲'), element('code', '记甲甲甲乙'), element('formula', '记甲甲甲丁'), element('chapter', '记甲甲甲丙')]
  const marks = (beside: string) => missingOf(elements, { letters: '', beside, leads: [], findings: [told], how: tellingOf('docx') }).map(({ mark }) => mark)
  expect([marks(''), marks('记甲甲甲甲记甲甲甲乙记甲甲甲丙')]).toEqual([
    ['记甲甲甲甲', '记甲甲甲乙', '记甲甲甲丙'],
    ['记甲甲甲甲', '记甲甲甲乙'],
  ])
})

test('a drawing of a formula arrives with all its outlines, not by what it is called', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'moke-drawn-'))
  const lettersOf = async (paths: number) => {
    const file = join(folder, `${paths}.html`)
    writeFileSync(file, `<p><svg aria-label="\\text{记甲甲}\\;\\frac{a}{b}">${'<path d="M0 0L1 1"/>'.repeat(paths)}</svg></p>`)
    return (await lettersByPackages([file])).includes('记甲甲')
  }
  const found = [await lettersOf(0), await lettersOf(1), await lettersOf(4), await lettersOf(5)]
  rmSync(folder, { recursive: true })
  expect(found).toEqual([false, false, false, true])
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
