/** `moke eval --middle` with a model that knows a poem by heart: what was taken out of it is what it says. */
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { evaluateModel } from '#engine/cli/eval.ts'
import { runCommand } from '../unit/engine/cli/run-command.ts'
import { poem, writeBigramModel } from './bigram-model.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-middle-'))
const model = join(folder, 'poem.gguf')
const data = join(folder, 'held-out.jsonl')
afterAll(() => rmSync(folder, { recursive: true }))

/** Of the texts those that calibrating would use are left out. */
beforeAll(async () => {
  await writeBigramModel(model, poem)
  const documents = Array.from({ length: 12 }, (_, at) => ({ title: `诗${at}`, text: `${poem.slice(at % 6).join('')}。`, lang: 'zh', class: 'poem' }))
  await writeFile(data, documents.map((document) => JSON.stringify(document)).join('\n'))
})

interface Figures {
  readonly name: string
  readonly asked: number
  readonly shown: number
  readonly found: number | null
  readonly repeated: number
  readonly fitting: number | null
}

async function figures(...more: string[]): Promise<{ readonly of: ReadonlyMap<string, Figures>; readonly table: string[] }> {
  const { records, texts } = await runCommand(evaluateModel, ['--middle', model, '--data', data, '--places', '12', ...more])
  const [record] = records as [{ readonly figures: readonly Figures[] }]
  return { of: new Map(record.figures.map((figure) => [figure.name, figure])), table: texts.join('\n').split('\n') }
}

describe('what is suggested in the middle of a text', () => {
  test('where words were taken out the first of them is found; in a whole sentence there is none to find', async () => {
    const { of, table } = await figures()
    const gap = of.get('a gap, by itself')
    expect(gap).toMatchObject({ asked: 12, fitting: null })
    expect(gap?.shown).toBeGreaterThan(8)
    expect(gap?.found).toBe(gap?.shown)
    for (const [name, figure] of of) expect([name, figure.found === null]).toEqual([name, name.startsWith('a whole sentence')])
    for (const line of table.slice(1)) expect([line, /^ *\d+ +\d+ +– +\d+ +– /.test(line)]).toEqual([line, line.includes('a whole sentence')])
  })

  test('a judge says of how many what follows goes on', async () => {
    const { of, table } = await figures('--judge', model)
    const gap = of.get('a gap, by itself')
    expect(gap?.fitting).toBeGreaterThan((gap?.shown ?? 0) * 0.8)
    for (const { fitting, shown } of of.values()) expect(fitting).toBeLessThanOrEqual(shown)
    expect(table.slice(1).filter((line) => /– +zh/.test(line))).toEqual([])
  })
})
