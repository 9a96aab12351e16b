import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DRAWER, type FormulaDrawing, keepFormulasIn, keptFormula, keptWords } from '#main/publishing/formulas/kept-formulas.ts'
import { Shelf } from '#main/publishing/pictures/shelf.ts'

let folder = ''
let asked: string[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moke-formulas-'))
  asked = []
  keepFormulasIn(folder)
})
afterEach(() => {
  keepFormulasIn(null)
  rmSync(folder, { recursive: true, force: true })
})

const draw = (source: string, drawing: FormulaDrawing = { svg: `<svg>${source}</svg>`, isSettled: true }) =>
  keptFormula([source], () => {
    asked.push(source)
    return Promise.resolve(drawing)
  })
/** As another process finds it. */
const inNext = () => keepFormulasIn(folder)

test('a formula is drawn once, for this process and for the next, one that can’t be drawn too', async () => {
  const none: FormulaDrawing = { svg: null, isSettled: true }
  expect([await draw('a'), await draw('b', none), await draw('a')]).toEqual(['<svg>a</svg>', null, '<svg>a</svg>'])
  inNext()
  expect([await draw('b'), await draw('a'), asked]).toEqual([null, '<svg>a</svg>', ['a', 'b']])
})

test('what may be other the next time is not kept', async () => {
  expect(await draw('a', { svg: null, isSettled: false })).toBe(null)
  expect([await draw('a'), asked]).toEqual(['<svg>a</svg>', ['a', 'a']])
})

test.each([
  ['empty', () => ''],
  ['cut off', (text: string) => text.slice(0, -3)],
  ['another', (text: string) => text.replace('a</svg>', 'b</svg>')],
])('a file that is %s is drawn again', async (_, spoilt) => {
  await draw('a')
  const [name = ''] = readdirSync(folder)
  writeFileSync(join(folder, name), spoilt(readFileSync(join(folder, name), 'utf8')))
  inNext()
  expect([await draw('a'), asked]).toEqual(['<svg>a</svg>', ['a', 'a']])
  inNext()
  expect([await draw('a'), asked.length]).toEqual(['<svg>a</svg>', 2])
})

test('the words of a lesson are read once for each content, target and version, for this process and for the next', async () => {
  const read = (target: string, version: number, content: string) =>
    keptWords(target, version, content, () => {
      asked.push(`${target} ${version} ${content}`)
      return content === 'blank' ? '' : `words of ${content}`
    })
  expect([await read('website', 1, 'a'), await read('website', 1, 'blank')]).toEqual(['words of a', ''])
  inNext()
  expect([await read('website', 1, 'a'), await read('website', 1, 'blank')]).toEqual(['words of a', ''])
  expect([await read('website', 2, 'a'), await read('other', 1, 'a'), await read('website', 1, 'b')]).toEqual(['words of a', 'words of a', 'words of b'])
  expect(asked).toEqual(['website 1 a', 'website 1 blank', 'website 2 a', 'other 1 a', 'website 1 b'])
})

test('what has no room is drawn all the same', async () => {
  keepFormulasIn(join(folder, 'a-file'))
  writeFileSync(join(folder, 'a-file'), '')
  expect(await draw('a')).toBe('<svg>a</svg>')
})

test('what was not looked at for the longest time goes when there is too much', async () => {
  const shelf = new Shelf(folder, 1000)
  for (const [at, name] of ['a~1', 'b~1', 'c~1', 'd~1'].entries()) {
    await shelf.put(name, Buffer.alloc(400))
    utimesSync(join(folder, name), 1000 + at, 1000 + at)
  }
  await shelf.put('e~1', Buffer.alloc(400))
  expect(readdirSync(folder)).toEqual(['d~1', 'e~1'])
})

test('another drawer draws anew', () => {
  const folders = createRequire(import.meta.url).resolve.paths('typst') ?? []
  const installed = Object.keys(DRAWER).map((name) => {
    const file = folders.map((at) => join(at, name, 'package.json')).find((at) => existsSync(at))
    return [name, (JSON.parse(readFileSync(file!, 'utf8')) as { version: string }).version]
  })
  expect(Object.fromEntries(installed)).toEqual(DRAWER)
})
