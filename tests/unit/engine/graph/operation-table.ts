/** The operations of the graph, with shapes small enough for finite differences: what their gradients are held to, on every device. */
import {
  adaptedLinear,
  add,
  causalAttention,
  causalMask,
  constant,
  concat,
  crossEntropyRows,
  divide,
  exp,
  expand,
  type FrozenMatrix,
  frozenLinear,
  frozenMatrix,
  gatherRows,
  geglu,
  integers,
  linear,
  log,
  matmul,
  mean,
  multiply,
  negate,
  pad,
  product,
  recomputed,
  reshape,
  rmsNorm,
  rotary,
  rotaryTables,
  round,
  roundedMatrix,
  roundedShapes,
  scale,
  type Shape,
  sigmoid,
  sizeOf,
  slice,
  type SoftTargets,
  softmax,
  sqrt,
  subtract,
  sum,
  swiglu,
  type Tensor,
  transpose,
  transposeLast,
} from '#engine/graph/index.ts'

/** Keeps logarithms, roots and divisors well away from zero. */
const positive = (x: Tensor): Tensor => exp(scale(x, 0.3))
/** Numbers of no symmetry. */
const ramp = (length: number): Float32Array => Float32Array.from({ length }, (_, i) => Math.sin(i * i + 1))
/** A frozen matrix in few bits. */
function rounded(shape: Shape, bits: 8 | 4): FrozenMatrix {
  const [kept, shapes] = [round(ramp(sizeOf(shape)), shape, bits), roundedShapes(shape, bits)]
  return roundedMatrix(constant(kept.codes, shapes.codes), constant(kept.scales, shapes.scales), shape)
}
const tables = rotaryTables(5, 4, 10_000)
/** Three targets for each of four rows. */
const several: SoftTargets = {
  ids: constant(BigInt64Array.from([1, 3, 6, 0, 6, 2, 5, 4, 1, 6, 0, 3], BigInt), [4, 3]),
  shares: constant(Float32Array.of(0.5, 0.2, 0.3, 0.1, 0.9, 0, 0.25, 0.25, 0.5, 0.6, 0.3, 0.1), [4, 3]),
}

/** Every operation, as a function of parameters of these shapes. */
export const OPERATIONS: readonly (readonly [name: string, shapes: readonly Shape[], f: (...p: Tensor[]) => Tensor])[] = [
  [
    'add, broadcast both ways',
    [
      [2, 1, 3],
      [4, 1],
    ],
    (a, b) => add(a!, b!),
  ],
  ['subtract, broadcast', [[2, 3], [3]], (a, b) => subtract(a!, b!)],
  [
    'multiply, broadcast',
    [
      [2, 1, 3],
      [4, 1],
    ],
    (a, b) => multiply(a!, b!),
  ],
  ['multiply by itself', [[5]], (a) => multiply(a!, a!)],
  [
    'divide, broadcast',
    [
      [2, 3],
      [2, 1],
    ],
    (a, b) => divide(a!, positive(b!)),
  ],
  ['negate', [[4]], (a) => negate(a!)],
  ['exp', [[4]], (a) => exp(a!)],
  ['log', [[4]], (a) => log(positive(a!))],
  ['sqrt', [[4]], (a) => sqrt(positive(a!))],
  ['sigmoid', [[4]], (a) => sigmoid(a!)],
  ['sum along two axes', [[2, 3, 4]], (a) => sum(a!, [0, -1])],
  ['mean', [[2, 3]], (a) => mean(a!, [1])],
  ['expand', [[1, 3]], (a) => expand(a!, [2, 4, 3])],
  ['reshape', [[2, 6]], (a) => reshape(a!, [3, 4])],
  ['transpose', [[2, 3, 4]], (a) => transpose(a!, [2, 0, 1])],
  ['transposeLast', [[2, 3, 4]], (a) => transposeLast(a!)],
  ['scale', [[4]], (a) => scale(a!, -2.5)],
  ['slice', [[3, 5]], (a) => slice(a!, 1, 1, 4)],
  ['pad', [[3, 2]], (a) => pad(a!, 1, 2, 1)],
  [
    'concat',
    [
      [2, 3],
      [2, 1],
    ],
    (a, b) => concat([a!, b!, a!], 1),
  ],
  [
    'matmul',
    [
      [2, 4, 3],
      [2, 3, 5],
    ],
    (a, b) => matmul(a!, b!),
  ],
  [
    'product',
    [
      [4, 3],
      [3, 5],
    ],
    (a, b) => product(a!, b!),
  ],
  [
    'product, left transposed',
    [
      [3, 4],
      [3, 5],
    ],
    (a, b) => product(a!, b!, { transposeA: true }),
  ],
  [
    'product, right transposed',
    [
      [4, 3],
      [5, 3],
    ],
    (a, b) => product(a!, b!, { transposeB: true }),
  ],
  [
    'product, both transposed',
    [
      [3, 4],
      [5, 3],
    ],
    (a, b) => product(a!, b!, { transposeA: true, transposeB: true }),
  ],
  [
    'linear',
    [
      [4, 3],
      [5, 3],
    ],
    (x, w) => linear(x!, w!),
  ],
  ['frozenLinear', [[4, 3]], (x) => frozenLinear(x!, frozenMatrix(constant(ramp(15), [5, 3])))],
  ...([8, 4] as const).map(
    (bits) =>
      [
        `adaptedLinear by a matrix in ${bits} bits`,
        [
          [4, 64],
          [2, 64],
          [5, 2],
        ],
        (x: Tensor, a: Tensor, b: Tensor) => adaptedLinear(x, rounded([5, 64], bits), { a, b, factor: 0.5 }),
      ] as const,
  ),
  ['crossEntropyRows by a table in 8 bits', [[4, 32]], (x) => crossEntropyRows(x!, rounded([7, 32], 8), integers([1, 3, 1, 6]))],
  ...[4, 3, 2].map(
    (atOnce) =>
      [
        `crossEntropyRows by a table with an adapter, ${atOnce} rows at once`,
        [
          [4, 32],
          [2, 32],
          [7, 2],
        ],
        (x: Tensor, a: Tensor, b: Tensor) =>
          crossEntropyRows(x, { matrix: rounded([7, 32], 8), adapter: { a, b, factor: 0.5 } }, integers([1, 3, 1, 6]), atOnce),
      ] as const,
  ),
  [
    'adaptedLinear',
    [
      [4, 3],
      [2, 3],
      [5, 2],
    ],
    (x, a, b) => adaptedLinear(x!, frozenMatrix(constant(ramp(15), [5, 3])), { a: a!, b: b!, factor: 0.5 }),
  ],
  ['softmax', [[3, 6]], (x) => softmax(x!)],
  ['rmsNorm', [[2, 3, 8], [8]], (x, w) => rmsNorm(x!, w!, 1e-6)],
  [
    'swiglu',
    [
      [3, 4],
      [3, 4],
    ],
    (gate, up) => swiglu(gate!, up!),
  ],
  [
    'geglu',
    [
      [3, 4],
      [3, 4],
    ],
    (gate, up) => geglu(gate!, up!),
  ],
  ['rotary', [[2, 5, 4]], (x) => rotary(x!, tables)],
  ['rotary, slowed', [[2, 5, 4]], (x) => rotary(x!, rotaryTables(5, 4, 10_000, [1, 8]))],
  [
    'causalAttention over the last two positions, scaled, in uneven blocks',
    [
      [1, 2, 3, 5, 4],
      [1, 2, 5, 4],
      [1, 2, 5, 4],
    ],
    (q, k, v) => causalAttention(q!, k!, v!, causalMask(5, 2, undefined, 2), 0.3),
  ],
  [
    'causalAttention in one block',
    [
      [2, 1, 1, 5, 4],
      [2, 1, 5, 4],
      [2, 1, 5, 4],
    ],
    (q, k, v) => causalAttention(q!, k!, v!, causalMask(5, 8)),
  ],
  [
    'causalAttention, grouped, in uneven blocks',
    [
      [1, 2, 3, 5, 4],
      [1, 2, 5, 4],
      [1, 2, 5, 4],
    ],
    (q, k, v) => causalAttention(q!, k!, v!, causalMask(5, 2)),
  ],
  [
    'causalAttention, three documents and two in one text, in uneven blocks',
    [
      [2, 1, 2, 5, 4],
      [2, 1, 5, 4],
      [2, 1, 5, 4],
    ],
    (q, k, v) => causalAttention(q!, k!, v!, causalMask(5, 2, constant(Float32Array.of(0, 0, 2, 2, 4, 0, 1, 1, 1, 1), [2, 5]))),
  ],
  ['gatherRows, rows repeated', [[7, 3]], (table) => gatherRows(table!, integers([1, 3, 1, 6]))],
  [
    'crossEntropyRows, targets repeated',
    [
      [4, 3],
      [7, 3],
    ],
    (x, table) => crossEntropyRows(x!, table!, integers([1, 3, 1, 6])),
  ],
  [
    'crossEntropyRows, in uneven chunks of rows',
    [
      [5, 3],
      [7, 3],
    ],
    (x, table) => crossEntropyRows(x!, table!, integers([1, 3, 1, 6, 0]), 2),
  ],
  ...[4, 3, 2].map(
    (atOnce) =>
      [
        `crossEntropyRows against several targets, ${atOnce} rows at once`,
        [
          [4, 3],
          [7, 3],
        ],
        (x: Tensor, table: Tensor) => crossEntropyRows(x, table, several, atOnce),
      ] as const,
  ),
  ['crossEntropyRows against several targets by a table in 8 bits', [[4, 32]], (x) => crossEntropyRows(x!, rounded([7, 32], 8), several, 3)],
  [
    'crossEntropyRows against several targets by a table with an adapter',
    [
      [4, 32],
      [2, 32],
      [7, 2],
    ],
    (x, a, b) => crossEntropyRows(x!, { matrix: rounded([7, 32], 8), adapter: { a: a!, b: b!, factor: 0.5 } }, several, 3),
  ],
  [
    'recomputed, by one parameter and by x twice',
    [
      [4, 3],
      [3, 3],
    ],
    (x, w) =>
      recomputed(
        (y) =>
          multiply(
            recomputed((z) => sigmoid(product(z, w!)), y, [w!]),
            y,
          ),
        x!,
        [w!],
      ),
  ],
  ['rows gathered from what is itself computed', [[5, 3]], (a) => gatherRows(multiply(a!, a!), integers([0, 4, 0]))],
]
