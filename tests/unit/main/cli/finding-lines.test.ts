import { expect, test } from 'vitest'
import { findingLine } from '#main/cli/finding-lines.ts'
import { FindingKind } from '#preload/contract/findings.ts'

const finding = { level: 'changed', kind: 'note-once', lesson: 'l1', block: null, text: '出处', numbers: { number: 1 } } as const

test('a finding is a sentence, with the title of its lesson and the words that are concerned', () => {
  expect(findingLine(finding, () => '选鱼')).toBe('changed in “选鱼”: a footnote is used several times, and they know it once: “出处” (number 1) [note-once]')
  expect(findingLine({ ...finding, lesson: null, text: '', numbers: {} }, () => null)).toMatch(/^changed: a footnote/)
})

test('each kind has a sentence of its own', () => {
  const said = FindingKind.options.map((kind) => findingLine({ ...finding, kind, lesson: null, text: '', numbers: {} }, () => null).replace(/ \[.*/, ''))
  expect(new Set(said).size).toBe(said.length)
  for (const line of said) expect(line).toMatch(/^changed: [a-z].{8,}/)
})
