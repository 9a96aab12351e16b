import { expect, test } from 'vitest'
import { initialWeights } from '#engine/model/index.ts'
import { encodeDocuments, evaluateHeldOut, LossRows, Trainer } from '#engine/training/index.ts'
import { bytes, each, TINY, tinyCorpus, tinySettings } from './tiny-run.ts'

test('shares the bits of all tokens, end-of-text included, among the characters, by class', async () => {
  const corpus = await encodeDocuments(
    each([
      { text: '好好好', className: 'a' },
      { text: 'abcde'.repeat(9), className: 'b' },
      { text: '坏', className: 'a' },
    ]),
    bytes,
  )
  // A model that knows nothing: every token costs log2(257) bits.
  const weights = new Map([...initialWeights(TINY, 1)].map(([name, w]) => [name, name.includes('embed') ? w.fill(0) : w]))
  await using loss = await LossRows.compile(TINY, { batch: 2, length: 8 }, { threads: 2 })
  const seen: number[] = []
  const { all, byClass } = await evaluateHeldOut(corpus, weights, loss, { onProgress: (tokens) => seen.push(tokens) })
  const bits = Math.log2(257)
  expect(all.characters).toBe(49)
  expect(all.bitsPerCharacter).toBeCloseTo((bits * (10 + 46 + 4)) / 49, 4)
  expect(byClass.get('a')!.bitsPerCharacter).toBeCloseTo((bits * 14) / 4, 4)
  expect(byClass.get('b')!.bitsPerCharacter).toBeCloseTo((bits * 46) / 45, 4)
  expect(seen).toEqual([16, 32, 48, 60])
})

test('falls as the model learns, and does not depend on the batch', async () => {
  const corpus = await tinyCorpus()
  const trainer = await Trainer.begin(tinySettings(corpus, 60), corpus, '', {})
  const before = await trainer.evaluate(corpus)
  for (let i = 0; i < 60; i++) await trainer.advance()
  const after = await trainer.evaluate(corpus)
  expect(after.all.bitsPerCharacter).toBeLessThan(before.all.bitsPerCharacter * 0.6)
  expect(trainer.checkpoint().heldOut).toEqual([
    { step: 0, bitsPerCharacter: before.all.bitsPerCharacter },
    { step: 60, bitsPerCharacter: after.all.bitsPerCharacter },
  ])
  await using other = await LossRows.compile(TINY, { batch: 5, length: 16, apart: true }, {})
  const again = await evaluateHeldOut(corpus, trainer.checkpoint().weights, other)
  expect(again.all.bitsPerCharacter).toBeCloseTo(after.all.bitsPerCharacter, 5)
  await trainer.dispose()
})
