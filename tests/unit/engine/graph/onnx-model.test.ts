import { describe, expect, test } from 'vitest'
import { add, encodeModel, evaluate, gradients, input, multiply, parameter, reshape, scale, sum, type Tensor } from '#engine/graph/index.ts'
import { floatField, intField, join, messageField, stringField } from '#engine/graph/protobuf.ts'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

describe('the wire format', () => {
  // The examples of protobuf.dev/programming-guides/encoding.
  test('is that of the protocol buffers documentation', () => {
    expect(hex(join(intField(1, 150)))).toBe('089601')
    expect(hex(join(stringField(2, 'testing')))).toBe('120774657374696e67')
    expect(hex(join(messageField(3, intField(1, 150))))).toBe('1a03089601')
    expect(hex(join(intField(1, -2)))).toBe('08feffffffffffffffff01')
    expect(hex(join(floatField(1, 1)))).toBe('0d0000803f')
    expect(hex(join(intField(100, 2n ** 40n)))).toBe('a006808080808020')
  })
})

describe('a model', () => {
  test('holds only the nodes that its outputs need, each once', () => {
    const x = input('x', [2])
    const doubled = add(x, x)
    multiply(doubled, x)
    expect(encodeModel([add(doubled, doubled)]).nodeCount).toBe(2)
  })

  test('names its inputs and outputs', () => {
    const model = encodeModel([add(input('a', [2]), input('b', [1]))])
    expect([...model.inputs.keys()].sort()).toEqual(['a', 'b'])
    expect(model.outputNames).toHaveLength(1)
  })

  test('gives an input back as an output, and the same output twice', async () => {
    const x = input('x', [2])
    const y = scale(x, 3)
    const results = await evaluate([x, y, y], new Map([['x', Float32Array.of(1, 2)]]))
    expect(results.map((result) => [...result])).toEqual([
      [1, 2],
      [3, 6],
      [3, 6],
    ])
  })

  test('may be thousands of nodes deep, and so may its gradient', async () => {
    const p = parameter('p', [1])
    let y: Tensor = p
    for (let i = 0; i < 5000; i++) y = add(y, p)
    const [gradient] = gradients(sum(reshape(y, [1, 1])), [p])
    const model = encodeModel([y, gradient!.dense!])
    expect(model.nodeCount).toBeGreaterThan(5000)
  })
})
