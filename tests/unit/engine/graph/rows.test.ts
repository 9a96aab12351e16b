import { expect, test } from 'vitest'
import { denseGradient, input, parameter, Session } from '#engine/graph/index.ts'
import { Random } from '#engine/model/index.ts'

// ONNX Runtime's ScatterND with reduction=add fails this in a quarter of the runs (engine/LOG.md).
test('adds the gradients of repeated rows exactly, forty times with two threads', async () => {
  const [rows, width, gathered] = [500, 64, 4096]
  const index = input('index', [gathered], 'int64')
  const values = input('values', [gathered, width])
  await using session = await Session.compile([denseGradient({ dense: parameter('dense', [rows, width]), rows: [{ index, values }] }, [rows, width])], {
    threads: 2,
  })
  const random = new Random(3)
  for (let run = 0; run < 40; run++) {
    const expected = new Float32Array(rows * width).fill(1)
    const feeds = { dense: expected.slice(), index: new BigInt64Array(gathered), values: new Float32Array(gathered * width) }
    for (let i = 0; i < gathered; i++) {
      // Few rows get most of it, as a few tokens make most of a text; whole numbers, so that any order of adding is exact.
      const row = Math.floor(random.uniform() ** 6 * rows)
      feeds.index[i] = BigInt(row)
      for (let k = 0; k < width; k++) expected[row * width + k]! += feeds.values[i * width + k] = random.below(8)
    }
    const [sums] = await session.run(new Map(Object.entries(feeds)))
    expect(Buffer.compare(Buffer.from((sums as Float32Array).buffer), Buffer.from(expected.buffer))).toBe(0)
  }
})
