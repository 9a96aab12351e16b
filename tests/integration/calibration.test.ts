import { describe, expect, test } from 'vitest'
import { featureNames } from '#engine/completion/calibration.ts'
import { CalibrationError } from '#engine/evaluation/calibration-error.ts'
import { calibrate } from '#engine/evaluation/calibrate.ts'
import { gapsOf } from '#engine/evaluation/gaps.ts'
import { stretchesOf } from '#engine/evaluation/stretches.ts'
import { Work } from '#engine/evaluation/work.ts'
import { Random } from '#engine/model/random.ts'

/** Letters in random order: what a model says of the next one is right as often as it likes. */
function works(count: number): Work[] {
  const random = new Random(5)
  const letters = '的一是了我不人在他有这上们来到时大地为子中你说生'
  const text = () => Array.from({ length: 500 }, () => letters.charAt(random.below(letters.length))).join('')
  return Array.from({ length: count }, () => new Work({ text: text(), title: '', language: 'zh', className: 'course' }))
}

describe('a calibration', () => {
  const never = new AbortController().signal
  const chinese = works(6)
  const english = works(12)
    .slice(6)
    .map((work) => new Work({ text: work.flow, title: '', language: 'en', className: 'english' }))
  const stretches = stretchesOf(chinese, { characters: 1000, seed: 1 })
  const both = [...stretches, ...stretchesOf(english, { characters: 1000, seed: 1 })]

  /** Says the next letter and is right in a share of the places; it believes more. What it calls English is a place of letters. */
  function liar(share: number, inEnglish = share) {
    const random = new Random(9)
    const flows = both.map(({ work }) => work.flow)
    return async ({ before }: { before: string }) => {
      const believed = random.uniform()
      const isEnglish = english.some(({ flow }) => flow.startsWith(before))
      const flow = flows.find((text) => text.startsWith(before)) ?? ''
      const isRight = random.uniform() < believed * (isEnglish ? inEnglish : share)
      const text = isRight ? flow.slice(before.length, before.length + 1) : '龘'
      const place = { position: 'word', block: 'paragraph', writing: isEnglish ? 'letters' : 'han' } as const
      return { text, pieces: [{ text, probability: believed, entropy: 0 }], place }
    }
  }

  test('it knows how often a model that believes too much is right', async () => {
    const { calibration } = await calibrate(stretches, liar(0.5), { precision: 0.3, signal: never })
    const bins = calibration.reliability.filter(({ count }) => count > 60)
    expect(bins.length).toBeGreaterThan(2)
    for (const { predicted, seen } of bins) expect(Math.abs(predicted - seen)).toBeLessThan(0.12)
    expect(calibration.reliability.every(({ predicted, count }) => predicted < 0.65 || count < 50)).toBe(true)
    expect(calibration.words).toBe(1000)
  })

  test('reading costs as little as the wanted precision allows, letter by letter and by the word, a standard error to spare', async () => {
    const chosen = async (precision: number) => {
      const { calibration, trials } = await calibrate(stretches, liar(0.9), { precision, signal: never })
      const cost = calibration.readingCosts.han
      const reached = trials.map(({ readingCost, typing, writing }) => ({
        is: writing.precision - (writing.errors?.precision ?? 0) >= precision,
        typing,
        readingCost,
      }))
      const at = (one: number) => reached.filter(({ readingCost }) => readingCost === one)
      expect(at(cost)).toEqual([
        { is: true, typing: 'letter', readingCost: cost },
        { is: true, typing: 'word', readingCost: cost },
      ])
      for (const { readingCost } of reached) if (readingCost < cost) expect(at(readingCost).some(({ is }) => !is)).toBe(true)
      return cost
    }
    expect(await chosen(0.7)).toBeGreaterThan(await chosen(0.5))
  })

  test('each writing has its cost: what Chinese needs is not paid by English, nor the other way round', async () => {
    const costs = async (share: number, inEnglish: number) =>
      (await calibrate(both, liar(share, inEnglish), { precision: 0.45, signal: never })).calibration.readingCosts
    const [good, bad] = [await costs(1, 0.65), await costs(0.65, 1)]
    expect(good.letters).toBeGreaterThan(good.han)
    expect(bad.han).toBeGreaterThan(bad.letters)
  })

  test('languages of one writing share the cost of the dearest', async () => {
    const french = english.map((work, at) => (at % 2 ? work : new Work({ text: work.flow, title: '', language: 'fr', className: 'french' })))
    const three = [...stretches, ...stretchesOf(french, { characters: 1200, seed: 1 })]
    const { calibration, trials } = await calibrate(three, liar(1), { precision: 0.55, signal: never })
    const last = (language: string) => trials.findLast((trial) => trial.language === language)?.readingCost ?? 0
    expect([last('en'), last('fr')].every((cost) => cost > 0)).toBe(true)
    expect(calibration.readingCosts).toEqual({ han: last('zh'), letters: Math.max(last('en'), last('fr')) })
  })

  test('a writing that nothing is known of costs as much as the other', async () => {
    const { readingCosts } = (await calibrate(stretches, liar(0.9), { precision: 0.6, signal: never })).calibration
    expect(readingCosts.letters).toBe(readingCosts.han)
  })

  test('what it means that the text behind goes on from a suggestion is learnt where words were taken out, and only there', async () => {
    const gaps = gapsOf([...new Set(stretches.map(({ work }) => work))], { places: 200, seed: 1 })
    const alone = liar(0.9)
    const random = new Random(4)
    const say = async ({ before, after }: { readonly before: string; readonly after: string }) => {
      if (after === '') return alone({ before })
      const said = await alone({ before })
      // It is right where what follows gains, most of the time.
      const gain = said.text === '龘' ? -1 : 1
      return { ...said, gain: random.uniform() < 0.9 ? gain : -gain }
    }
    const done: number[] = []
    const weightsOf = async (some: typeof gaps) => {
      const { calibration } = await calibrate(stretches, say, { precision: 0.3, gaps: some, signal: never, onGap: (count) => done.push(count) })
      return { words: calibration.words, amidst: calibration.weights[featureNames.indexOf('amidst')], gain: calibration.weights[featureNames.indexOf('gain')] }
    }
    const learnt = await weightsOf(gaps)
    expect(learnt.words).toBe(1000 + gaps.length)
    expect(learnt.gain).toBeGreaterThan(0.5)
    expect(learnt.amidst).not.toBe(0)
    expect(done).toEqual(gaps.map((_, at) => at + 1))
    expect(await weightsOf([])).toEqual({ words: 1000, amidst: 0, gain: 0 })
  })

  test('a precision that nothing reaches is told with the language, and nothing is made up', async () => {
    const wanted = { precision: 0.6, signal: never }
    await expect(calibrate(both, liar(1, 0.6), wanted)).rejects.toThrow(/of 100 suggestions in the language "en" surely begin rightly/)
    await expect(calibrate(stretches, liar(0), wanted)).rejects.toThrow('suggestions would be shown, too few')
  })

  test('too little text is told, and giving up is giving up', async () => {
    await expect(calibrate(stretches.slice(0, 0), liar(1), { precision: 0.5, signal: never })).rejects.toThrow(CalibrationError)
    await expect(calibrate(stretches, liar(1), { precision: 0.5, signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop')
  })
})
