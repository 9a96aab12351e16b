import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FormatError, type GgufTensor, type GgufValue, openGguf, openSafetensors, writeGguf, writeSafetensors } from '#engine/formats/index.ts'
import type { TensorEntry } from '#engine/formats/index.ts'
import { faultOf, type HostileFile, hostileGgufs, hostileSafetensors } from './hostile-files.ts'
import { trialFolder } from './trial-folder.ts'

const folder = trialFolder()
const MUTATIONS = 1000
/** Above what reading a thousand files of a few kilobytes leaves for the garbage collector; a single hostile length would take more. */
const MOST_GROWTH = 200e6

interface OpenFile extends AsyncDisposable {
  readonly tensors: ReadonlyMap<string, TensorEntry>
  read(name: string): Promise<Float32Array>
}

/** Opens each file and reads all its numbers; says what went otherwise than a value or a clear sentence. */
async function faults(files: Iterable<HostileFile>, path: string, open: (path: string) => Promise<OpenFile>): Promise<{ faults: string[]; refused: number }> {
  const found: string[] = []
  let refused = 0
  const before = process.memoryUsage.rss()
  for (const { label, bytes } of files) {
    writeFileSync(path, bytes)
    try {
      await using file = await open(path)
      for (const { name, shape, offset, sizeBytes } of file.tensors.values()) {
        if (offset + sizeBytes > bytes.length) found.push(`${label}: a tensor reaches out of the file`)
        const numbers = await file.read(name)
        if (numbers.length !== shape.reduce((a, b) => a * b, 1)) found.push(`${label}: ${numbers.length} numbers`)
      }
    } catch (error) {
      refused++
      const fault = error instanceof FormatError ? faultOf(error.message, path) : String(error)
      if (fault !== undefined) found.push(`${label}: ${fault}: ${String(error)}`)
    }
    if (process.memoryUsage.rss() - before > MOST_GROWTH) throw new Error(`${label} took ${process.memoryUsage.rss() - before} bytes`)
  }
  return { faults: found, refused }
}

const metadata: Record<string, GgufValue> = {
  'general.architecture': { type: 'string', value: 'qwen3' },
  'general.alignment': { type: 'uint32', value: 32 },
  count: { type: 'uint64', value: 5n },
  flags: { type: 'array', of: 'bool', value: [true, false] },
  texts: { type: 'array', of: 'string', value: ['a', '好', '', 'token'] },
  numbers: { type: 'array', of: 'float32', value: [1, 2, 3] },
  nested: { type: 'array', of: 'array', value: [{ type: 'array', of: 'int16', value: [-7] }] },
}
const tensor = (name: string, type: GgufTensor['type'], ...shape: number[]): GgufTensor => ({
  name,
  type,
  shape,
  load: () => new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1),
})

test('a thousand hostile GGUF headers are read or refused in a clear sentence, in little memory', async () => {
  const path = join(folder, 'hostile.gguf')
  await writeGguf(path, {
    metadata,
    tensors: [tensor('token_embd.weight', 'F32', 4, 8), tensor('blk.0.attn_q.weight', 'Q8_0', 2, 64), tensor('norm', 'F16', 3)],
  })
  const { faults: found, refused } = await faults(hostileGgufs(readFileSync(path), MUTATIONS), path, openGguf)
  expect(found).toEqual([])
  expect(refused).toBeGreaterThan(MUTATIONS / 2)
})

test('a thousand hostile safetensors headers are read or refused in a clear sentence, in little memory', async () => {
  const path = join(folder, 'hostile.safetensors')
  const tensors = (['F32', 'F16', 'BF16'] as const).map((type) => ({ name: `layer.${type}`, type, shape: [2, 4], load: () => new Float32Array(8) }))
  await writeSafetensors(path, { metadata: { format: 'pt', title: '墨课' }, tensors })
  const { faults: found, refused } = await faults(hostileSafetensors(readFileSync(path), MUTATIONS), path, openSafetensors)
  expect(found).toEqual([])
  expect(refused).toBeGreaterThan(MUTATIONS / 2)
})
