import { expect, test } from 'vitest'
import { adaptedMatrix, type Adapter } from '#engine/adapters/index.ts'
import { adaptableSpecs, type DecoderConfig, initialWeights, Random } from '#engine/model/index.ts'
import { BitsMeter, type Taught } from '#engine/proof/bits.ts'
import { type Base, baseOf } from '#engine/tuning/index.ts'

const config: DecoderConfig = {
  ...{ vocabulary: 260, width: 32, layers: 2, heads: 2, keyHeads: 1, headWidth: 16, feedForward: 32 },
  ...{ contextLength: 64, tied: false, ropeTheta: 10_000, normEpsilon: 1e-6, normHeads: true },
}
const encoder = { vocabularySize: 260, endOfText: 259, encode: (text: string) => [...new TextEncoder().encode(text)] }
const works = [
  { id: '1', title: '', text: '写作是一件需要耐心的事情。'.repeat(3) },
  { id: '2', title: '', text: '慢慢来，比较快。' },
]
const signal = new AbortController().signal
const weights = initialWeights(config, 1)
const base = baseOf('tiny', config, weights)

/** One whose matrices are of two ranks and two factors, a head of its own among them. */
function adapterOver(parts: readonly string[]): Adapter {
  const random = new Random(7)
  const numbers = (count: number) => Float32Array.from({ length: count }, () => random.normal() / 8)
  const matrices = adaptableSpecs(config)
    .filter(({ name }) => parts.some((part) => name.includes(part)))
    .map(({ name, shape: [out = 0, width = 0] }, at) => {
      const rank = at % 2 === 0 ? 2 : 5
      return [name, { rank, a: numbers(rank * width), b: numbers(out * rank), factor: 1 + (at % 3) }] as const
    })
  return { name: '', base: null, baseName: '', notes: {}, matrices: new Map(matrices) }
}

async function figures(own: Base, taught: Taught) {
  await using meter = await BitsMeter.open(own, taught, encoder, { bits: 32, session: { threads: 1 } })
  const corpus = await meter.read(works)
  const shares: number[] = []
  const before = await meter.perCharacter(corpus, 'before', signal, (share) => shares.push(share))
  return { before, after: await meter.perCharacter(corpus, 'after', signal, () => undefined), shares }
}

test('the base is measured as it is, and with the adapter as if both were one model', async () => {
  const adapter = adapterOver(['q_proj', 'down_proj', 'lm_head'])
  const { before, after, shares } = await figures(base, { adapter })
  const merged = baseOf(
    'merged',
    config,
    new Map([...weights].map(([name, own]) => [name, adapter.matrices.has(name) ? adaptedMatrix(own, adapter.matrices.get(name)!) : own])),
  )
  const whole = await figures(merged, { adapter: adapterOver(['k_proj']) })
  expect(after).toBeCloseTo(whole.before, 4)
  const taught = await figures(base, { model: merged })
  expect([taught.before, taught.after]).toEqual([expect.closeTo(before, 6), expect.closeTo(whole.before, 6)])
  expect(before).toBeCloseTo((await figures(base, { adapter: adapterOver(['v_proj']) })).before, 6)
  expect(Math.abs(after - before)).toBeGreaterThan(0.01)
  expect(shares.at(-1)).toBe(1)
})

test('a matrix that would be left out is a fault, and no figure', async () => {
  const adapter = adapterOver(['q_proj'])
  const odd = new Map([
    ...adapter.matrices,
    ['model.layers.9.self_attn.q_proj.weight', { rank: 1, a: new Float32Array(32), b: new Float32Array(32), factor: 1 }] as const,
  ])
  await expect(figures(base, { adapter: { ...adapter, matrices: odd } })).rejects.toThrow('can be measured')
})

test('between two batches whoever asks has a turn', async () => {
  await using meter = await BitsMeter.open(base, { model: base }, encoder, { bits: 32, session: { threads: 1 } })
  const corpus = await meter.read([{ id: 'long', title: '', text: '写作是一件需要耐心的事情。'.repeat(30) }])
  const order: string[] = []
  await meter.perCharacter(corpus, 'before', signal, async (share) => {
    order.push(`from ${share.toFixed(2)}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
    order.push(`to ${share.toFixed(2)}`)
  })
  expect(order.length).toBeGreaterThan(4)
  for (let at = 0; at < order.length; at += 2) expect(order[at + 1]).toBe(order[at]?.replace('from', 'to'))
})
