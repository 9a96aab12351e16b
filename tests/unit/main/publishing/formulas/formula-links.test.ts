import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { type TargetId, targetIds, unitsFor } from '#main/publishing/targets.ts'
import { linksIn } from '#preload/formulas/read-tex.ts'
import { courseOf, materials } from '../published.ts'

test.each([
  ['\\href{https://e.com/a?b=1&c}{L}+\\href {https://e.com/2}{x}', ['https://e.com/a?b=1&c', 'https://e.com/2']],
  ['\\href{https://e.com/c\\%20d\\_e\\#f}{L}', ['https://e.com/c%20d_e#f']],
  ['x % \\href{https://e.com}{c}\n+\\%\\href{https://e.com/2}{c}', ['https://e.com/2']],
  ['a \\\\href{x} \\\\\\href{https://e.com/2}{c}', ['https://e.com/2']],
  ['\\href{https://e.com/{x}/{y{z}}?a%20b}{L}', ['https://e.com/{x}/{y{z}}?a%20b']],
  ['\\text{\\href{https://e.com/a%20b}{c}}+\\href{https://e.com/2', ['https://e.com/a%20b']],
  ['\\href{}{L}+\\url{https://e.com}+\\htmlClass{a}{x}', []],
])('the links of %s', (tex, addresses) => {
  expect(linksIn(tex)).toEqual(addresses)
})

/** Targets that write a formula as its source take its addresses along. */
const asSource: readonly TargetId[] = ['markdown', 'juejin']

test.each(targetIds)('%s takes the address in a formula along, or tells it where it stands', async (id) => {
  const course = courseOf({ 一: '设 $\\href{https://e.com/1}{L}=\\frac ab$ 为 $\\href{https://e.com/2}{n}$ 。\n\n$$\n\\href{https://e.com/3}{x}+1\n$$\n' })
  const made = await Promise.all(unitsFor(id, course, materials()).units.map((unit) => unit.make(new AbortController().signal)))
  const [files, findings] = [made.flatMap((each) => each.files), made.flatMap((each) => each.findings)]
  const texts = files.flatMap((file) =>
    'text' in file
      ? [file.text]
      : 'bytes' in file && /\.(?:docx|epub)$/.test(file.path)
        ? Object.values(unzipSync(file.bytes)).map((bytes) => strFromU8(bytes))
        : [],
  )
  const told = findings.filter(({ kind }) => kind === 'formula-link').map(({ level, text }) => [level, text])
  const addresses = ['https://e.com/1', 'https://e.com/2', 'https://e.com/3']
  if (asSource.includes(id)) expect([told, addresses.filter((address) => !texts.some((text) => text.includes(address)))]).toEqual([[], []])
  else expect(told).toEqual(addresses.map((address) => ['lost', address]))
})
