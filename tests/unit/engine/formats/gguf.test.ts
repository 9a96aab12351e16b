import { closeSync, openSync, readdirSync, readFileSync, truncateSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FormatError, type GgufContent, type GgufTensor, type GgufValue, openGguf, writeGguf } from '#engine/formats/index.ts'
import { parseGgufHeader } from '#engine/formats/gguf-read.ts'
import { NeedMoreBytes } from '#engine/formats/byte-cursor.ts'
import { trialFolder } from './trial-folder.ts'

const folder = trialFolder()
const numbers = (count: number) => Float32Array.from({ length: count }, (_, i) => ((i * 37) % 101) - 50)
const tensor = (name: string, type: GgufTensor['type'], ...shape: number[]): GgufTensor => ({
  name,
  type,
  shape,
  load: () => numbers(shape.reduce((a, b) => a * b, 1)),
})

const metadata: Record<string, GgufValue> = {
  'general.name': { type: 'string', value: '墨课 \0 😀' },
  u8: { type: 'uint8', value: 255 },
  i8: { type: 'int8', value: -128 },
  u16: { type: 'uint16', value: 65_535 },
  i16: { type: 'int16', value: -32_768 },
  u32: { type: 'uint32', value: 4_294_967_295 },
  i32: { type: 'int32', value: -2_147_483_648 },
  u64: { type: 'uint64', value: 2n ** 64n - 1n },
  i64: { type: 'int64', value: -(2n ** 63n) },
  f32: { type: 'float32', value: 0.5 },
  f64: { type: 'float64', value: Math.PI },
  yes: { type: 'bool', value: true },
  no: { type: 'bool', value: false },
  empty: { type: 'string', value: '' },
  texts: { type: 'array', of: 'string', value: ['a', '', '好'] },
  bytes: { type: 'array', of: 'uint8', value: [1, 2, 3] },
  reals: { type: 'array', of: 'float32', value: [1.5, -2.25] },
  counts: { type: 'array', of: 'int64', value: [-1n, 5n] },
  flags: { type: 'array', of: 'bool', value: [true, false] },
  nested: {
    type: 'array',
    of: 'array',
    value: [
      { type: 'array', of: 'int16', value: [-7] },
      { type: 'array', of: 'string', value: [] },
    ],
  },
}
const content: GgufContent = {
  metadata,
  tensors: [
    tensor('embedding', 'F32', 5, 8),
    tensor('half', 'F16', 3),
    tensor('blocks', 'Q8_0', 2, 64),
    tensor('cube', 'F32', 2, 3, 4),
    tensor('single', 'F32', 1),
  ],
}

async function written(name: string, what: GgufContent = content): Promise<string> {
  const path = join(folder, name)
  await writeGguf(path, what)
  return path
}

describe('a GGUF', () => {
  test('it comes back as it was written', async () => {
    await using file = await openGguf(await written('whole.gguf'))
    expect(file.version).toBe(3)
    expect(Object.fromEntries(file.metadata)).toEqual(metadata)
    expect([...file.tensors.values()].map(({ name, shape, type, sizeBytes }) => [name, shape, type, sizeBytes])).toEqual([
      ['embedding', [5, 8], 'F32', 160],
      ['half', [3], 'F16', 6],
      ['blocks', [2, 64], 'Q8_0', 136],
      ['cube', [2, 3, 4], 'F32', 96],
      ['single', [1], 'F32', 4],
    ])
    expect(await file.read('embedding')).toEqual(numbers(40))
    expect(await file.read('half')).toEqual(numbers(3))
    expect(await file.read('cube')).toEqual(numbers(24))
    const blocks = await file.read('blocks')
    expect(Math.max(...blocks.map((value, i) => Math.abs(value - (numbers(128)[i] ?? 0))))).toBeLessThan(0.25)
  })

  test('its sizes stand in the file innermost first, as ggml has them', async () => {
    const bytes = readFileSync(await written('order.gguf', { metadata: {}, tensors: [tensor('m', 'F32', 5, 8)] }))
    const index = bytes.subarray(24)
    expect([index.readBigUInt64LE(13), index.readBigUInt64LE(21)]).toEqual([8n, 5n])
  })

  test.each([8, 32, 64, 4096])('its tensors begin at multiples of %i', async (alignment) => {
    const path = await written(`aligned-${alignment}.gguf`, {
      ...content,
      metadata: { ...metadata, 'general.alignment': { type: 'uint32', value: alignment } },
    })
    await using file = await openGguf(path)
    for (const { offset } of file.tensors.values()) expect(offset % alignment).toBe(0)
    expect(await file.read('cube')).toEqual(numbers(24))
  })

  test('it may be empty', async () => {
    await using file = await openGguf(await written('empty.gguf', { metadata: {}, tensors: [] }))
    expect([file.metadata.size, file.tensors.size]).toEqual([0, 0])
  })

  test('its header may be longer than what is read at first', async () => {
    const texts = Array.from({ length: 120_000 }, (_, i) => `token number ${i}`)
    const path = await written('long.gguf', { ...content, metadata: { texts: { type: 'array', of: 'string', value: texts } } })
    await using file = await openGguf(path)
    expect(file.metadata.get('texts')?.value).toEqual(texts)
    expect(await file.read('cube')).toEqual(numbers(24))
  })

  test('its tensors are loaded one by one, when their turn comes', async () => {
    let open = 0
    const once = (name: string): GgufTensor => ({
      ...tensor(name, 'F32', 4),
      load: async () => {
        expect(open++).toBe(0)
        await Promise.resolve()
        open--
        return numbers(4)
      },
    })
    await written('turns.gguf', { metadata: {}, tensors: [once('a'), once('b'), once('c')] })
  })

  test('a large tensor comes back, in parts as it is', async () => {
    const many = Float32Array.from({ length: 2 ** 21 + 32 }, (_, i) => i % 127)
    const path = await written('large.gguf', {
      metadata: {},
      tensors: [
        { name: 'q', type: 'Q8_0', shape: [many.length], load: () => many },
        { name: 'h', type: 'F16', shape: [many.length], load: () => many },
      ],
    })
    await using file = await openGguf(path)
    expect((await file.read('h')).every((value, i) => value === i % 127)).toBe(true)
    expect((await file.read('q')).every((value, i) => Math.abs(value - (i % 127)) < 0.51)).toBe(true)
  })
})

describe('writing a GGUF', () => {
  test('it stops when asked and leaves nothing', async () => {
    const controller = new AbortController()
    const first: GgufTensor = {
      ...tensor('a', 'F32', 4),
      load: () => {
        controller.abort(new Error('asked to'))
        return numbers(4)
      },
    }
    await expect(writeGguf(join(folder, 'stopped.gguf'), { metadata: {}, tensors: [first, tensor('b', 'F32', 4)] }, controller.signal)).rejects.toThrow(
      'asked to',
    )
    expect(readdirSync(folder).filter((name) => name.startsWith('stopped'))).toEqual([])
  })

  test.each<[string, GgufContent]>([
    ['fewer numbers than its shape', { metadata: {}, tensors: [{ ...tensor('a', 'F32', 4), load: () => numbers(3) }] }],
    ['rows that are no whole blocks', { metadata: {}, tensors: [tensor('a', 'Q8_0', 32, 2)] }],
    ['five dimensions', { metadata: {}, tensors: [tensor('a', 'F32', 1, 1, 1, 1, 1)] }],
    ['an alignment of three', { metadata: { 'general.alignment': { type: 'uint32', value: 3 } }, tensors: [] }],
  ])('it refuses %s', async (_name, what) => {
    await expect(writeGguf(join(folder, 'refused.gguf'), what)).rejects.toThrow(RangeError)
    expect(readdirSync(folder).filter((name) => name.startsWith('refused'))).toEqual([])
  })
})

/** A header by hand, to say what no writer would. */
function header(parts: { version?: number; tensors?: bigint; entries?: bigint; rest?: readonly Uint8Array[] }): Buffer {
  const start = Buffer.alloc(24)
  start.write('GGUF')
  start.writeUInt32LE(parts.version ?? 3, 4)
  start.writeBigUInt64LE(parts.tensors ?? 0n, 8)
  start.writeBigUInt64LE(parts.entries ?? 0n, 16)
  return Buffer.concat([start, ...(parts.rest ?? [])])
}
const uint32 = (value: number) => Buffer.from(Uint32Array.of(value).buffer)
const uint64 = (value: bigint) => Buffer.from(BigUint64Array.of(value).buffer)
const text = (value: string | Uint8Array) => Buffer.concat([uint64(BigInt(Buffer.from(value).length)), Buffer.from(value)])
const entry = (name: string, sizes: readonly bigint[], type: number, offset: bigint) => [
  text(name),
  uint32(sizes.length),
  ...sizes.map(uint64),
  uint32(type),
  uint64(offset),
]
const room = Buffer.alloc(4096)

describe('a damaged GGUF', () => {
  test.each<[string, Buffer, string]>([
    ['nothing', Buffer.alloc(0), 'the file is empty'],
    ['less than a header', Buffer.from('GGUF\x03\0'), 'it was cut short'],
    ['another magic', Buffer.concat([Buffer.from('GGML'), room]), 'this is no GGUF file'],
    ['version 1', header({ version: 1, rest: [room] }), 'of version 1; versions 2 and 3 are read'],
    ['big-endian', header({ version: 0x03000000, rest: [room] }), 'big-endian'],
    ['as many tensors as there can be', header({ tensors: 2n ** 64n - 1n, rest: [room] }), 'the number of tensors is 18446744073709551615, which cannot be'],
    ['a million tensors in four kilobytes', header({ tensors: 1_000_000n, rest: [room] }), 'the number of tensors is 1000000, more than can be'],
    ['a million entries in four kilobytes', header({ entries: 1_000_000n, rest: [room] }), 'the number of metadata entries is 1000000, more than can be'],
    ['a key of a terabyte', header({ entries: 1n, rest: [uint64(2n ** 40n), room] }), 'a metadata key is 1099511627776 bytes long'],
    ['a key beyond the end', header({ entries: 1n, rest: [uint64(50_000n), room] }), 'it was cut short'],
    ['a key that is not UTF-8', header({ entries: 1n, rest: [text(Uint8Array.of(0xff, 0xfe)), room] }), 'a metadata key is not UTF-8'],
    ['a value of type 13', header({ entries: 1n, rest: [text('k'), uint32(13), room] }), 'the value of k has the unknown type 13'],
    [
      'a list of a billion',
      header({ entries: 1n, rest: [text('k'), uint32(9), uint32(0), uint64(10n ** 9n), room] }),
      'the number of values of k is 1000000000, more than can be',
    ],
    [
      'a list of lists without end',
      header({ entries: 1n, rest: [text('k'), ...Array.from({ length: 40 }, () => Buffer.concat([uint32(9), uint64(1n)])), room] }),
      'more than can be',
    ],
    [
      'lists in lists, five deep',
      header({
        entries: 1n,
        rest: [text('k'), uint32(9), ...Array.from({ length: 5 }, () => Buffer.concat([uint32(9), uint64(1n)])), uint32(0), uint64(0n), room],
      }),
      'too deep',
    ],
    [
      'a key twice',
      header({ entries: 2n, rest: [text('k'), uint32(0), Buffer.of(1), text('k'), uint32(0), Buffer.of(1), room] }),
      'the metadata key k occurs twice',
    ],
    ['an alignment of zero', header({ entries: 1n, rest: [text('general.alignment'), uint32(4), uint32(0), room] }), 'general.alignment is no power of two'],
    ['nine dimensions', header({ tensors: 1n, rest: [text('t'), uint32(9), room] }), 'the tensor t has 9 dimensions'],
    [
      'an unknown element type',
      header({ tensors: 1n, rest: [...entry('t', [1n], 99, 0n), room] }),
      'the tensor t has the unknown element type 99; known are F32, F16, Q4_0,',
    ],
    [
      'more numbers than there are',
      header({ tensors: 1n, rest: [...entry('t', [2n ** 40n, 2n ** 40n], 0, 0n), room] }),
      'the tensor t has more numbers than can be counted',
    ],
    ['no numbers', header({ tensors: 1n, rest: [...entry('t', [0n, 2n], 0, 0n), room] }), 'the tensor t has a dimension of 0'],
    ['more tensors than any model has', header({ tensors: 1n << 18n, rest: [Buffer.alloc(24 << 18)] }), 'the number of tensors is 262144, more than can be'],
    ['rows that are no blocks', header({ tensors: 1n, rest: [...entry('t', [33n, 2n], 8, 0n), room] }), 'the rows of t are no multiple of 32, as Q8_0 asks'],
    ['a crooked offset', header({ tensors: 1n, rest: [...entry('t', [4n], 0, 4n), room] }), 'does not begin at a multiple of 32'],
    [
      'a tensor beyond the end',
      header({ tensors: 1n, rest: [...entry('t', [2048n], 0, 0n), room] }),
      'the tensor t reaches beyond the end of the file, to 8256 bytes of 4153: it was cut short',
    ],
    ['an offset beyond the end', header({ tensors: 1n, rest: [...entry('t', [4n], 0, 2n ** 50n), room] }), 'the tensor t reaches beyond the end of the file'],
    [
      'tensors over one another',
      header({ tensors: 2n, rest: [...entry('t', [64n], 0, 0n), ...entry('u', [4n], 0, 32n), room] }),
      'the tensors t and u overlap',
    ],
    [
      'two tensors of one name',
      header({ tensors: 2n, rest: [...entry('t', [8n], 0, 0n), ...entry('t', [8n], 0, 32n), room] }),
      'two tensors have the same name, t.',
    ],
    [
      'a name that would colour a terminal and never ends',
      header({ tensors: 1n, rest: [...entry(`\x1b[31m\n\u202e${'名'.repeat(9000)}`, [4n], 0, 4n), room] }),
      `the tensor \\u{1b}[31m\\u{a}\\u{202e}${'名'.repeat(57)}… does not begin`,
    ],
    [
      'a name that is not UTF-8',
      header({ tensors: 1n, rest: [text(Uint8Array.of(0xc3)), uint32(0), uint32(0), uint64(0n), room] }),
      'the name of a tensor is not UTF-8',
    ],
  ])('it is refused: %s', async (name, bytes, reason) => {
    const path = join(folder, `damaged-${name.replaceAll(' ', '-')}.gguf`)
    writeFileSync(path, bytes)
    const opening = openGguf(path)
    await expect(opening).rejects.toThrow(FormatError)
    await expect(opening).rejects.toThrow(reason)
    await expect(opening).rejects.toThrow(path)
  })

  test('it is refused wherever it was cut', async () => {
    const bytes = readFileSync(await written('cut.gguf'))
    for (let length = 0; length < bytes.length - 31; length += length < 2000 ? 1 : 7)
      expect(() => parseGgufHeader('f', bytes.subarray(0, length), length), String(length)).toThrow(FormatError)
  })

  test('it is read or refused, and nothing else, whatever bytes were changed', async () => {
    const bytes = readFileSync(await written('changed.gguf'))
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.oneof(fc.nat(255), fc.constantFrom(0, 255)), fc.nat(8))
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const changed = Buffer.from(bytes)
        for (const [at, value, count] of changes) changed.fill(value, at, Math.min(at + count, changed.length))
        try {
          parseGgufHeader('f', changed, changed.length)
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError)
        }
      }),
      { numRuns: 5000 },
    )
  })

  test('it asks for more where only its beginning is at hand', async () => {
    const bytes = readFileSync(await written('beginning.gguf'))
    expect(() => parseGgufHeader('f', bytes.subarray(0, 200), bytes.length)).toThrow(NeedMoreBytes)
  })

  test('a header of more than any model needs is not read', async () => {
    const path = join(folder, 'sparse.gguf')
    const file = openSync(path, 'w')
    const start = header({ entries: 2n, rest: [text('k'), uint32(8), uint64(2n ** 25n)] })
    writeSync(file, start)
    writeSync(file, Buffer.concat([text('l'), uint32(8), uint64(2n ** 25n)]), 0, null, start.length + 2 ** 25)
    closeSync(file)
    truncateSync(path, 2 ** 31)
    await expect(openGguf(path)).rejects.toThrow('its header has no end')
  })

  test('a folder is refused', async () => {
    await expect(openGguf(folder)).rejects.toThrow(FormatError)
  })

  test('a missing file is the file system’s error', async () => {
    await expect(openGguf(join(folder, 'missing.gguf'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('reading a tensor', () => {
  test('it refuses a type that only llama.cpp computes with, by name and with what can be read', async () => {
    const path = join(folder, 'quantised.gguf')
    writeFileSync(path, header({ tensors: 1n, rest: [...entry('t', [256n], 23, 0n), room] }))
    await using file = await openGguf(path)
    expect(file.tensors.get('t')).toMatchObject({ type: 'IQ4_XS', sizeBytes: 136 })
    await expect(file.read('t')).rejects.toThrow(
      'the numbers of the tensor t are of the type IQ4_XS, which is not read here; F32, F16, BF16, Q8_0, Q4_0, Q4_1, Q5_0, Q5_1, Q2_K, Q3_K, Q4_K, Q5_K, Q6_K are.',
    )
  })

  test('it reads BF16', async () => {
    const path = join(folder, 'brain.gguf')
    const values = Buffer.from(Uint16Array.of(0x3f80, 0xc000, 0x4049).buffer)
    const start = header({ tensors: 1n, rest: entry('t', [3n], 30, 0n) })
    writeFileSync(path, Buffer.concat([start, Buffer.alloc((32 - (start.length % 32)) % 32), values]))
    await using file = await openGguf(path)
    expect(await file.read('t')).toEqual(Float32Array.of(1, -2, 3.140625))
  })

  test('it says which tensor is missing', async () => {
    await using file = await openGguf(await written('missing-tensor.gguf'))
    await expect(file.read('head')).rejects.toThrow('there is no tensor head')
  })

  test('it notices a file cut after it was opened', async () => {
    const path = await written('cut-later.gguf')
    await using file = await openGguf(path)
    truncateSync(path, (file.tensors.get('cube')?.offset ?? 0) + 8)
    await expect(file.read('cube')).rejects.toThrow('the file ends before its tensors do')
  })
})
