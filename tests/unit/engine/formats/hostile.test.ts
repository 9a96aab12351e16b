import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  FormatError,
  type GgufTensor,
  type GgufValue,
  openGguf,
  openSafetensors,
  type TensorEntry,
  writeGguf,
  writeSafetensors,
} from '#engine/formats/index.ts'
import { faultsIn, hostileGgufs, hostileSafetensors, MUTATIONS } from './hostile-files.ts'
import { trialFolder } from './trial-folder.ts'

const folder = trialFolder()
const isRefusal = (error: unknown) => error instanceof FormatError

interface OpenFile extends AsyncDisposable {
  readonly tensors: ReadonlyMap<string, TensorEntry>
  read(name: string): Promise<Float32Array>
}

/** Reads all of a file's numbers. */
async function readAll(opening: Promise<OpenFile>, sizeBytes: number): Promise<string | undefined> {
  await using file = await opening
  for (const tensor of file.tensors.values()) {
    if (tensor.offset + tensor.sizeBytes > sizeBytes) return 'a tensor reaches out of the file'
    const numbers = await file.read(tensor.name)
    if (numbers.length !== tensor.shape.reduce((a, b) => a * b, 1)) return `${numbers.length} numbers of [${tensor.shape.join()}]`
  }
  return undefined
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
  const { faults, refused } = await faultsIn(hostileGgufs(readFileSync(path), MUTATIONS), path, (bytes) => readAll(openGguf(path), bytes.length), isRefusal)
  expect(faults).toEqual([])
  expect(refused).toBeGreaterThan(MUTATIONS / 2)
})

test('a thousand hostile safetensors headers are read or refused in a clear sentence, in little memory', async () => {
  const path = join(folder, 'hostile.safetensors')
  const tensors = (['F32', 'F16', 'BF16'] as const).map((type) => ({ name: `layer.${type}`, type, shape: [2, 4], load: () => new Float32Array(8) }))
  await writeSafetensors(path, { metadata: { format: 'pt', title: '墨课' }, tensors })
  const files = hostileSafetensors(readFileSync(path), MUTATIONS)
  const { faults, refused } = await faultsIn(files, path, (bytes) => readAll(openSafetensors(path), bytes.length), isRefusal)
  expect(faults).toEqual([])
  expect(refused).toBeGreaterThan(MUTATIONS / 2)
})
