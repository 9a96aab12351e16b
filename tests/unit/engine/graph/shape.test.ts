import { describe, expect, test } from 'vitest'
import {
  add,
  causalAttention,
  causalMask,
  concat,
  constant,
  crossEntropyRows,
  expand,
  gradients,
  input,
  linear,
  matmul,
  parameter,
  product,
  reshape,
  rmsNorm,
  rotary,
  rotaryTables,
  Session,
  slice,
  swiglu,
  transpose,
} from '#engine/graph/index.ts'

const x = (...shape: number[]) => input('x', shape)

describe('a complaint about shapes', () => {
  test.each([
    ['add', () => add(x(2, 3), x(2, 4)), "add: [2, 3] and [2, 4] don't broadcast"],
    ['matmul', () => matmul(x(2, 3, 4), x(3, 4, 5)), 'matmul: [2, 3, 4] by [3, 4, 5]'],
    ['product', () => product(x(2, 3), x(2, 4), { transposeB: true }), 'product: [2, 3] by [2, 4] transposed'],
    ['linear', () => linear(x(2, 3), x(5, 4)), 'product: [2, 3] by [5, 4] transposed'],
    ['reshape', () => reshape(x(2, 3), [4]), 'reshape: [2, 3] holds 6 elements, [4] needs 4'],
    ['expand', () => expand(x(2, 3), [2, 1]), 'expand: [2, 3] does not expand to [2, 1]'],
    ['transpose', () => transpose(x(2, 3), [0, 0]), 'transpose: order [0, 0] for a tensor of shape [2, 3]'],
    ['slice', () => slice(x(2, 3), 1, 2, 4), 'slice: 2 to 4 of axis 1 of [2, 3]'],
    ['concat', () => concat([x(2, 3), x(3, 3)], 1), 'concat along axis 1: [2, 3] and [3, 3]'],
    ['constant', () => constant(new Float32Array(5), [2, 3]), 'constant: 5 elements for a tensor of shape [2, 3]'],
    ['rmsNorm', () => rmsNorm(x(2, 3), x(4), 1e-6), 'rmsNorm: [2, 3] with a weight of [4]'],
    ['swiglu', () => swiglu(x(2, 3), x(2, 4)), 'swiglu: gate [2, 3] and up [2, 4]'],
    ['rotary', () => rotary(x(5, 6), rotaryTables(4, 6, 10_000)), 'rotary: [5, 6] with tables of [4, 3]'],
    [
      'causalAttention',
      () => causalAttention(x(1, 2, 1, 4, 8), x(1, 2, 5, 8), x(1, 2, 4, 8), causalMask(4, 4)),
      'causalAttention: queries [1, 2, 1, 4, 8], keys [1, 2, 5, 8], values [1, 2, 4, 8]',
    ],
    [
      'causalMask',
      () => causalAttention(x(1, 2, 1, 4, 8), x(1, 2, 4, 8), x(1, 2, 4, 8), causalMask(5, 4)),
      'causalAttention: a mask for 5 positions, queries [1, 2, 1, 4, 8]',
    ],
    ['crossEntropyRows', () => crossEntropyRows(x(4, 3), x(9, 3), input('t', [5], 'int64')), 'crossEntropyRows: x [4, 3] with targets [5]'],
    [
      'crossEntropyRows against several targets',
      () => crossEntropyRows(x(4, 3), x(9, 3), { ids: input('t', [5, 2], 'int64'), shares: x(5, 2) }),
      'crossEntropyRows: x [4, 3] with targets [5, 2]',
    ],
    ['gradients', () => gradients(parameter('p', [2]), []), 'gradients: the loss has shape [2], not one number'],
  ])('shows both shapes: %s', (_, wrong, message) => {
    expect(wrong).toThrow(message)
  })

  test('names the input that was given too few elements', async () => {
    await using session = await Session.compile([add(x(2, 3), x(2, 3))])
    await expect(session.run(new Map([['x', new Float32Array(4)]]))).rejects.toThrow('input x of shape [2, 3] was given 4 elements')
    await expect(session.run(new Map())).rejects.toThrow('input x of shape [2, 3] was given no elements')
  })
})
