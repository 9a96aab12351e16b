import { describe, expect, test } from 'vitest'
import { canRound, evaluate, input, integers, linear, parameter, round, roundedMatrix, roundedShapes, type Shape, ShapeError } from '#engine/graph/index.ts'
import { normal, relativeDifference } from './numbers.ts'

const shape: Shape = [6, 128]
const w = normal(shape, 3)

async function unrounded(bits: 8 | 4): Promise<Float32Array> {
  const [kept, shapes] = [round(w, shape, bits), roundedShapes(shape, bits)]
  const matrix = roundedMatrix(input('codes', shapes.codes, shapes.type), input('scales', shapes.scales), shape)
  const feeds = new Map<string, Float32Array | Int8Array | Uint8Array>([
    ['codes', kept.codes],
    ['scales', kept.scales],
    ['x', normal([4, 128], 5)],
    ['w', w],
  ])
  const index = integers([0, 1, 2, 3, 4, 5])
  const [rows, y, exact] = await evaluate([matrix.rows(index), matrix.forward(input('x', [4, 128])), linear(input('x', [4, 128]), input('w', shape))], feeds)
  expect(relativeDifference(y as Float32Array, exact as Float32Array)).toBeLessThan(bits === 8 ? 0.01 : 0.15)
  return rows as Float32Array
}

describe('a rounded matrix', () => {
  test('keeps each number within half a step of its block', async () => {
    for (const bits of [8, 4] as const) {
      const found = await unrounded(bits)
      for (let block = 0; block < w.length; block += 32) {
        const largest = Math.max(...w.subarray(block, block + 32).map(Math.abs))
        // In 4 bits the end of the other sign is cut off at 7 of 8.
        const most = bits === 8 ? largest / 127 / 2 : largest / 8
        for (let i = block; i < block + 32; i++) expect(Math.abs(found[i]! - w[i]!)).toBeLessThanOrEqual(most * 1.0001)
      }
    }
  })

  test('takes an eighth or a quarter and a scale for 32 numbers', () => {
    const bytes = (bits: 8 | 4): number => {
      const { codes, scales } = round(w, shape, bits)
      return codes.byteLength + scales.byteLength
    }
    expect([bytes(8), bytes(4)]).toEqual([6 * 128 + 6 * 4 * 4, 6 * 64 + 6 * 4 * 4])
  })

  test('of zeros is zeros', () => {
    expect(round(new Float32Array(64), [2, 32], 8)).toEqual({ codes: new Int8Array(64), scales: new Float32Array(2) })
  })

  test('must have rows of whole blocks', () => {
    expect([canRound([4, 32], 8), canRound([4, 32], 4), canRound([4, 48], 8), canRound([32], 8)]).toEqual([true, false, false, false])
    expect(() => round(new Float32Array(4 * 48), [4, 48], 8)).toThrow(new ShapeError("a matrix of shape [4, 48] can't be kept in blocks of 8 bits"))
  })

  test('is multiplied in pieces where it is large, with the same result', async () => {
    const [tall, wide] = [700, 64]
    const codes = Int8Array.from({ length: tall * wide }, (_, i) => ((i * 31) % 255) - 127)
    const scales = new Float32Array((tall * wide) / 32).fill(0.01)
    const matrix = roundedMatrix(input('codes', [tall, wide], 'int8'), input('scales', [tall, wide / 32]), [tall, wide], 10_000)
    const x = normal([1, wide], 2)
    const [y, back] = await evaluate(
      [matrix.forward(parameter('x', [1, wide])), matrix.backward(input('g', [1, tall]))],
      new Map<string, Float32Array | Int8Array>([
        ['codes', codes],
        ['scales', scales],
        ['x', x],
        ['g', Float32Array.from({ length: tall }, (_, i) => (i === 699 ? 1 : 0))],
      ]),
    )
    const row = (at: number): Float32Array => Float32Array.from(codes.subarray(at * wide, (at + 1) * wide), (code) => code * 0.01)
    expect(relativeDifference(back as Float32Array, row(699))).toBeLessThan(1e-6)
    for (const at of [0, 400, 699]) expect(y![at]).toBeCloseTo(Number(row(at).reduce((sum, value, i) => sum + value * x[i]!, 0)), 3)
  })
})
