import type * as TensorFlow from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  adaptedLinear,
  causalAttention,
  causalMask,
  constant,
  crossEntropyRows,
  frozenMatrix,
  gatherRows,
  geglu,
  integers,
  linear,
  matmul,
  rmsNorm,
  type Shape,
  sizeOf,
  softmax,
  swiglu,
  type Tensor,
} from '#engine/graph/index.ts'
import { makeCase, normal, ownGradients, relativeDifference } from './numbers.ts'
import { loadTensorFlow } from './tensorflow.ts'

let tf: typeof TensorFlow
beforeAll(async () => {
  tf = await loadTensorFlow()
})

type TF = TensorFlow.Tensor

/** Rows of whole numbers below `end`, some of them repeated. */
const rows = (length: number, end: number): number[] => Array.from({ length }, (_, i) => (i * i * 7) % end)

function attentionOfTensorFlow(q: TF, k: TF, v: TF): TF {
  const [batch, heads, group, length, width] = q.shape as [number, number, number, number, number]
  // Not `tile`: its gradient stops at four axes.
  const shared = (x: TF): TF =>
    tf.concat(
      Array.from({ length: group }, () => tf.expandDims(x, 2)),
      2,
    )
  const future = tf.tensor2d(Array.from({ length }, (_, i) => Array.from({ length }, (__, j) => (j > i ? -1e9 : 0))))
  const scores = tf.div(tf.matMul(flat(q), flat(shared(k)), false, true), Math.sqrt(width))
  return tf.reshape(tf.matMul(tf.softmax(tf.add(scores, future)), flat(shared(v))), [batch, heads, group, length, width])

  function flat(x: TF): TF {
    return tf.reshape(x, [batch * heads * group, length, width])
  }
}

const FROZEN = normal([40, 24], 7)

const CASES: readonly (readonly [name: string, shapes: readonly Shape[], own: (...p: Tensor[]) => Tensor, theirs: (...p: TF[]) => TF])[] = [
  [
    'matmul',
    [
      [3, 17, 9],
      [3, 9, 33],
    ],
    (a, b) => matmul(a!, b!),
    (a, b) => tf.matMul(a!, b!),
  ],
  [
    'linear',
    [
      [64, 24],
      [40, 24],
    ],
    (x, w) => linear(x!, w!),
    (x, w) => tf.matMul(x!, w!, false, true),
  ],
  [
    'adaptedLinear',
    [
      [64, 24],
      [6, 24],
      [40, 6],
    ],
    (x, a, b) => adaptedLinear(x!, frozenMatrix(constant(FROZEN, [40, 24])), { a: a!, b: b!, factor: 1.5 }),
    (x, a, b) => tf.matMul(x!, tf.add(tf.tensor2d(FROZEN, [40, 24]), tf.mul(tf.matMul(b!, a!), 1.5)), false, true),
  ],
  ['softmax', [[30, 50]], (x) => softmax(x!), (x) => tf.softmax(x!)],
  ['rmsNorm', [[40, 32], [32]], (x, w) => rmsNorm(x!, w!, 1e-6), (x, w) => tf.mul(tf.div(x!, tf.sqrt(tf.add(tf.mean(tf.square(x!), -1, true), 1e-6))), w!)],
  [
    'swiglu',
    [
      [20, 30],
      [20, 30],
    ],
    (a, b) => swiglu(a!, b!),
    (a, b) => tf.mul(tf.mul(a!, tf.sigmoid(a!)), b!),
  ],
  [
    'geglu',
    [
      [20, 30],
      [20, 30],
    ],
    (a, b) => geglu(a!, b!),
    (a, b) => tf.mul(tf.mul(tf.mul(a!, 0.5), tf.add(tf.tanh(tf.mul(tf.add(a!, tf.mul(tf.pow(a!, 3), 0.044715)), Math.sqrt(2 / Math.PI))), 1)), b!),
  ],
  [
    'causalAttention',
    [
      [2, 2, 3, 19, 8],
      [2, 2, 19, 8],
      [2, 2, 19, 8],
    ],
    (q, k, v) => causalAttention(q!, k!, v!, causalMask(19, 7)),
    (q, k, v) => attentionOfTensorFlow(q!, k!, v!),
  ],
  ['gatherRows', [[50, 16]], (table) => gatherRows(table!, integers(rows(60, 50))), (table) => tf.gather(table!, tf.tensor1d(rows(60, 50), 'int32'))],
  [
    'crossEntropyRows',
    [
      [60, 16],
      [50, 16],
    ],
    (x, table) => crossEntropyRows(x!, table!, integers(rows(60, 50))),
    (x, table) => {
      const chosen = tf.oneHot(tf.tensor1d(rows(60, 50), 'int32'), 50)
      return tf.neg(tf.sum(tf.mul(tf.logSoftmax(tf.matMul(x!, table!, false, true)), chosen), -1, true))
    },
  ],
]

describe('value and gradients of TensorFlow.js', () => {
  test.each(CASES)('agree for %s, each time with two threads', async (_, shapes, own, theirs) => {
    const mine = makeCase(shapes, own)
    const weights = tf.tensor(mine.feeds.get('weights') as Float32Array, mine.value.shape as number[])
    const parameters = shapes.map((shape, i) => tf.tensor(mine.feeds.get(`p${i}`) as Float32Array, shape as number[]))
    const value = await theirs(...parameters).data()
    const grads = await Promise.all(
      tf
        .grads((...p: TF[]) => tf.sum(tf.mul(theirs(...p), weights)))(parameters)
        .map((gradient) => gradient.data()),
    )
    for (let run = 0; run < 5; run++) {
      const found = await ownGradients(mine, { threads: 2 })
      expect(found.value).toHaveLength(sizeOf(mine.value.shape))
      expect(relativeDifference(found.value as Float32Array, value)).toBeLessThan(2e-6)
      for (const [i, gradient] of found.gradients.entries()) {
        expect(relativeDifference(gradient as Float32Array, grads[i]!)).toBeLessThan(1e-5)
      }
    }
  })
})
