import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { copyGguf, FormatError, openGguf, writeGguf } from '#engine/formats/index.ts'
import { trialFolder } from './trial-folder.ts'

const folder = trialFolder()
const numbers = (count: number) => Float32Array.from({ length: count }, (_, at) => Math.sin(at))

async function written(name: string, alignment = 32): Promise<string> {
  const path = join(folder, name)
  await writeGguf(path, {
    metadata: {
      'general.alignment': { type: 'uint32', value: alignment },
      'general.name': { type: 'string', value: 'before' },
      'a.list': { type: 'array', of: 'string', value: ['墨', '课'] },
    },
    tensors: [
      { name: 'odd', shape: [7], type: 'F16', load: () => numbers(7) },
      { name: 'large', shape: [300, 64], type: 'Q8_0', load: () => numbers(300 * 64) },
      { name: 'last', shape: [3], type: 'F32', load: () => numbers(3) },
    ],
  })
  return path
}

const contents = async (path: string) => {
  await using file = await openGguf(path)
  const tensors: [string, Float32Array][] = []
  for (const name of file.tensors.keys()) tensors.push([name, await file.read(name)])
  return { metadata: Object.fromEntries(file.metadata), tensors }
}

describe('a copy of a GGUF with other metadata', () => {
  test.each([32, 8, 256])('it has the changed entries and all else as it was, to the bit: alignment %i', async (alignment) => {
    const path = await written(`from-${alignment}.gguf`, alignment)
    const to = join(folder, `to-${alignment}.gguf`)
    await copyGguf(path, to, { 'general.name': { type: 'string', value: 'after' }, 'moke.x': { type: 'float64', value: 0.5 } })
    const before = await contents(path)
    expect(await contents(to)).toEqual({
      ...before,
      metadata: { ...before.metadata, 'general.name': { type: 'string', value: 'after' }, 'moke.x': { type: 'float64', value: 0.5 } },
    })
  })

  test('it can take the place of the file itself, and with nothing changed it is that file again', async () => {
    const path = await written('same.gguf')
    const before = await readFile(path)
    await copyGguf(path, path, {})
    expect(await readFile(path)).toEqual(before)
    await copyGguf(path, path, { 'general.name': { type: 'string', value: 'a longer name than it was '.repeat(10) } })
    expect((await contents(path)).tensors.length).toBe(3)
  })

  test('it can have a tensor under a second name as well, to the bit', async () => {
    const path = await written('twice.gguf')
    const before = await contents(path)
    await copyGguf(path, path, {}, undefined, { second: 'large' })
    const large = before.tensors.find(([name]) => name === 'large')![1]
    expect(await contents(path)).toEqual({ ...before, tensors: [...before.tensors, ['second', large]] })
    await expect(copyGguf(path, path, {}, undefined, { third: 'small' })).rejects.toThrow('it has no tensor small.')
  })

  test('given up it leaves what was there, and nothing else', async () => {
    const path = await written('stopped.gguf')
    const before = await readFile(path)
    await expect(copyGguf(path, path, {}, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop')
    expect(await readFile(path)).toEqual(before)
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  test('of what is no GGUF there is none', async () => {
    await expect(copyGguf(import.meta.filename, join(folder, 'none.gguf'), {})).rejects.toThrow(FormatError)
  })
})
