/** By what an adapter is known again: it goes along in both forms, and is believed of its own numbers alone. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  type Adapter,
  describeAdapter,
  markOf,
  numbersOf,
  readAdapter,
  withMark,
  withoutMark,
  writeGgufAdapter,
  writeMarked,
  writePeftAdapter,
} from '#engine/adapters/index.ts'
import { type Base, openBase } from '#engine/bases/index.ts'
import { tinyBases } from '../bases/tiny-bases.ts'
import { trialFolder } from '../formats/trial-folder.ts'
import { randomAdapter } from './random-adapter.ts'

const folder = trialFolder()
const at = (name: string) => join(folder, name)
const mark = '{"kind":"trial","text":"“引号”与换行\\n"}'

/** Takes an adapter in as the studio does; answers the mark that is believed of it. */
async function taken(from: string, base: Base, to: string, change: (adapter: Adapter) => Adapter = (adapter) => adapter): Promise<string | null> {
  const adapter = change(await readAdapter(from, base.config))
  await writeGgufAdapter(to, { ...adapter, notes: withoutMark(adapter.notes) }, base.config)
  return markOf(adapter.notes, to)
}

test.each(['llama', 'qwen3', 'gemma3'])(
  'it comes back from a GGUF and from a folder of PEFT for %s, under another name, whatever its ranks and alphas are',
  async (name) => {
    await using base = await openBase(join(tinyBases, name))
    const drawn = name === 'qwen3' ? randomAdapter(base.config, 3, 0.1) : await readAdapter(join(tinyBases, `${name}-adapter`), base.config)
    // An alpha that is no round number.
    const odd = { ...drawn, matrices: new Map([...drawn.matrices].map(([key, matrix]) => [key, { ...matrix, factor: matrix.factor * 0.1 }])) }
    const own = at(`${name}.gguf`)
    await writeGgufAdapter(own, odd, base.config)
    await writeMarked(own, at(`${name}-out.gguf`), { name: '我的笔风', mark })
    const read = await readAdapter(own, base.config)
    await writePeftAdapter(at(`${name}-out`), { ...read, notes: withMark(read.notes, mark, await numbersOf(own)) }, base.config)
    expect((await describeAdapter(at(`${name}-out.gguf`))).name).toBe('我的笔风')
    expect([await taken(at(`${name}-out.gguf`), base, at('a.gguf')), await taken(at(`${name}-out`), base, at('b.gguf'))]).toEqual([mark, mark])
    expect([await numbersOf(at('a.gguf')), await numbersOf(at('b.gguf'))]).toEqual([await numbersOf(own), await numbersOf(own)])
    expect(Object.keys((await describeAdapter(at('b.gguf'))).notes)).toEqual(Object.keys(drawn.notes))
  },
)

test('it is not believed of other numbers, nor of another strength of these, and a later one takes its place', async () => {
  await using base = await openBase(join(tinyBases, 'llama'))
  const own = at('own.gguf')
  await writeGgufAdapter(own, randomAdapter(base.config, 2, 0.1), base.config)
  await writeMarked(own, at('marked.gguf'), { name: 'a', mark })
  const each = (change: (matrix: { a: Float32Array; b: Float32Array; rank: number; factor: number }) => object) => (adapter: Adapter) => ({
    ...adapter,
    matrices: new Map([...adapter.matrices].map(([key, matrix]) => [key, { ...matrix, ...change(matrix) }])),
  })
  const learntOn = each(({ b }) => ({ b: b.map((number, index) => (index === 0 ? number + 0.001 : number)) }))
  const stronger = each(({ factor }) => ({ factor: factor * 2 }))
  expect(await taken(at('marked.gguf'), base, at('c.gguf'), learntOn)).toBe(null)
  expect(await taken(at('marked.gguf'), base, at('c.gguf'), stronger)).toBe(null)
  expect(await taken(own, base, at('c.gguf'))).toBe(null)
  await writeMarked(at('marked.gguf'), at('again.gguf'), { name: 'a', mark: 'later' })
  expect(await taken(at('again.gguf'), base, at('c.gguf'))).toBe('later')
})
