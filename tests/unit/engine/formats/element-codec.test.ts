import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeNumbers, encodeNumbers, isReadableType, READABLE_TYPES, type WritableType } from '#engine/formats/element-codec.ts'
import { GGML_TYPES } from '#engine/formats/ggml-types.ts'
import { blockSamples } from './gguf-bytes.ts'

function throughBytes(type: WritableType, numbers: Float32Array): Float32Array {
  const bytes = encodeNumbers(type, numbers)
  const { numbers: together, bytes: each } = GGML_TYPES[type]
  expect(bytes.length).toBe((numbers.length / together) * each)
  const out = new Float32Array(numbers.length + 1).fill(9)
  decodeNumbers(type, bytes, out, 1)
  expect(out[0]).toBe(9)
  return out.subarray(1)
}

test('F32 comes back to the bit', () => {
  const numbers = Float32Array.of(0, -0, 1.1, Number.MAX_VALUE, 1e-45, Number.NaN)
  expect(throughBytes('F32', numbers)).toEqual(numbers)
})

test('a part of a larger array is read as that part', () => {
  expect(throughBytes('F32', Float32Array.of(1, 2, 3, 4).subarray(1, 3))).toEqual(Float32Array.of(2, 3))
})

test.each(['F16', 'BF16'] as const)('%s comes back where it can be said in 16 bits', (type) => {
  const numbers = Float32Array.of(0, 1, -2, 0.5, 96, -0.0078125)
  expect(throughBytes(type, numbers)).toEqual(numbers)
})

test('Q8_0 keeps a scale and 32 whole numbers per block', () => {
  const block = Float32Array.from({ length: 32 }, (_, i) => i - 16)
  block[31] = 127
  const bytes = encodeNumbers('Q8_0', block)
  // The scale 127 / 127 = 1 is 0x3c00 as binary16.
  expect([...bytes.slice(0, 4)]).toEqual([0x00, 0x3c, 240, 241])
  expect(throughBytes('Q8_0', block)).toEqual(block)
})

test('Q8_0 rounds ties away from zero, as ggml does', () => {
  const block = new Float32Array(32)
  block.set([127, 0.5, -0.5, 1.5, -1.5, 2.4999])
  expect([...throughBytes('Q8_0', block).slice(0, 6)]).toEqual([127, 1, -1, 2, -2, 2])
})

test('Q8_0 is off by at most half a step, and by what the scale loses as binary16', () => {
  const number = fc.float({ noNaN: true, min: -8, max: 8 })
  fc.assert(
    fc.property(fc.array(number, { minLength: 64, maxLength: 64 }), (list) => {
      const numbers = Float32Array.from(list)
      const back = throughBytes('Q8_0', numbers)
      for (const start of [0, 32]) {
        const largest = Math.max(...numbers.subarray(start, start + 32).map(Math.abs))
        for (let i = start; i < start + 32; i++)
          expect(Math.abs((back[i] ?? 0) - (numbers[i] ?? 0))).toBeLessThanOrEqual(largest / 253 + largest * 2 ** -11 + 127 * 2 ** -25)
      }
    }),
  )
})

test('only the types that are named can be read', () => {
  expect(READABLE_TYPES.every(isReadableType)).toBe(true)
  expect(['Q8_1', 'IQ4_NL', 'toString', ''].filter(isReadableType)).toEqual([])
})

const samples = blockSamples()

test('there are samples of every type that can be read', () => {
  expect(['F32', ...samples.map(({ type }) => type)].sort()).toEqual([...READABLE_TYPES].sort())
})

test.each(samples)('$type says to the bit what the gguf package says', ({ type, blocks, numbers }) => {
  if (!isReadableType(type)) throw new Error(type)
  // A place that is no multiple of four, as in a file.
  const bytes = Buffer.concat([Buffer.alloc(3), blocks]).subarray(3)
  const out = new Float32Array(numbers.length + 2).fill(9)
  decodeNumbers(type, bytes, out, 1)
  expect([out[0], out.at(-1)]).toEqual([9, 9])
  expect(out.subarray(1, -1)).toEqual(numbers)
})
