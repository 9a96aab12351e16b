import { describe, expect, test } from 'vitest'
import { type CompletionPart, type CompletionRequest, type CompletionSettings, defaultSettings, Writer } from '#engine/completion/complete.ts'
import { hasRest, lengthsOf } from '#engine/completion/filling.ts'
import { Following } from '#engine/completion/following.ts'
import { trusting } from './calibrations.ts'
import { LetterModel } from './letter-model.ts'
import { TableModel } from './table-model.ts'

const never = new AbortController().signal
const settings: CompletionSettings = { ...defaultSettings, speakAbove: 0.3, offerAbove: 0.02, continueAbove: 0.01 }
const request = (before: string, after: string, part: Partial<CompletionRequest> = {}): CompletionRequest => ({
  course: '',
  chapter: '',
  lesson: '课',
  headings: [],
  before,
  after,
  block: 'paragraph',
  candidate: 0,
  ...part,
})

type Table = Record<string, Record<string, number>>

async function parts(writer: Writer, asked: CompletionRequest, signal = never): Promise<CompletionPart[]> {
  const all: CompletionPart[] = []
  for await (const part of writer.write(asked, signal)) all.push(part)
  return all
}

const last = async (writer: Writer, asked: CompletionRequest) => (await parts(writer, asked)).at(-1)?.text

/** What follows goes on from 早上 and from a comma, hardly from 天气, and not from 晚饭. */
const outing: Table = {
  今天: { 天气: 0.5, 早上: 0.2, 晚饭: 0.2, 我们: 0.1 },
  天气: { 很好: 0.9, 我们: 0.04, 阴: 0.06 },
  很好: { '，': 0.9, 我们: 0.05, '。': 0.05 },
  '，': { 我们: 0.6, 出门: 0.4 },
  早上: { 起床: 0.6, 我们: 0.4 },
  起床: { '。': 0.95, 我们: 0.05 },
  晚饭: { 很香: 0.9, 我们: 0.02, '。': 0.08 },
  很香: { '。': 0.98, 我们: 0.02 },
  我们: { 出门: 0.9, 回家: 0.1 },
  出门: { '。': 1 },
  '。': { 早上: 0.98, 我们: 0.02 },
}
const all = async (table: Table, asked: CompletionRequest, changed: Partial<CompletionSettings> = {}) => {
  const writer = new Writer(new TableModel(table), { ...settings, ...changed })
  const texts: (string | undefined)[] = []
  for (let candidate = 0; candidate <= 4; candidate++) texts.push(await last(writer, { ...asked, candidate }))
  return texts
}

describe('in the middle of a sentence', () => {
  test('a suggestion has the length from which what follows goes on, and other candidates too; what it does not go on from is left out', async () => {
    expect(await all(outing, request('今天', '我们出门。'))).toEqual(['天气很好，', '早上', '', '', ''])
  })

  test('not weighed, they are what they would be at the end of a text', async () => {
    expect((await all(outing, request('今天', '我们出门。'), { fitsAbove: null })).slice(0, 3)).toEqual(['天气很好，', '早上起床。', '晚饭很香。'])
  })

  test('nothing is said by itself where what follows would not go on from it', async () => {
    const alone = { ...outing, 很好: { '。': 0.95, 我们: 0.05 } }
    expect(await all(alone, request('今天', '我们出门。'))).toEqual(['', '早上', '', '', ''])
  })

  test('of several the one comes first that is likeliest together with what follows', async () => {
    const two = { ...outing, 今天: { 天气: 0.2, 晚饭: 0.2, 早上: 0.15, 我们: 0.1 }, 晚饭: { 很香: 0.5, 我们: 0.2 } }
    expect(await all(two, request('今天', '我们出门。'), { speakAbove: 0.5 })).toEqual(['', '天气很好，', '早上', '晚饭', ''])
  })

  test('an English word is parted from the one that follows, and is weighed so', async () => {
    const english = { 'have ': { read: 0.6, many: 0.3 }, read: { ' ': 0.97, many: 0.001 }, 'read ': { many: 0.5, the: 0.5 } }
    const model = new TableModel(english)
    expect(await all(english, request('I have ', 'many books.'))).toEqual(['read ', '', '', '', ''])
    expect((await new Following(model, 'I have ', 'many').behind('read', never)).all).toBeCloseTo(Math.log(0.5))
    const [part] = await parts(new Writer(model, settings), request('I have ', 'many books.'))
    expect(part?.pieces.map(({ text }) => text).join('')).toBe('read ')
    expect(part?.tokens.map(({ text }) => text).join('')).toBe('read ')
  })

  test('its last character does not come again at once', async () => {
    const again = { 今天: { 天: 0.9, 很: 0.1 }, 天: { 天: 0.5, 气: 0.5 }, 很: { 天: 0.5, 好: 0.5 }, 气: { 好: 1 } }
    const offered = await all(again, request('今天', '天气好。'))
    expect(offered.filter((text) => text?.endsWith('天'))).toEqual([])
  })

  test('one beginning at a time, a slow model offers the same ones', async () => {
    const slow = await all(outing, request('今天', '我们出门。'), { together: 1, lengths: 2 })
    expect(slow.filter((text) => text !== '')).toEqual(['天气很好，', '早上'])
  })

  test('a calibration decides how much of it is shown, by what follows as well', async () => {
    const gainful = (weight: number) => {
      const calibration = trusting({ readingCosts: { han: 0.1, letters: 0.1 } })
      return { ...calibration, weights: calibration.weights.map((old, at) => (at === calibration.weights.length - 1 ? weight : old)) }
    }
    const shown = (weight: number) => all(outing, request('今天', '我们出门。'), { calibration: gainful(weight) })
    expect((await shown(0))[0]).toBe('天气很好，')
    expect((await shown(-20))[0]).toBe('')
  })

  test('it comes as one part, with its pieces, its tokens counted, and nothing again where it is asked again', async () => {
    const writer = new Writer(new TableModel(outing), settings)
    const [part, ...more] = await parts(writer, request('今天', '我们出门。'))
    expect(more).toEqual([])
    expect(part).toMatchObject({ text: '天气很好，', done: true })
    expect(part?.pieces.map(({ text }) => text).join('')).toBe('天气很好，')
    expect(part?.tokens.map(({ text }) => text).join('')).toBe('天气很好，')
    expect(part?.evaluatedTokens).toBeGreaterThan(4)
    expect((await parts(writer, request('今天', '我们出门。')))[0]).toMatchObject({ text: '天气很好，', evaluatedTokens: 0 })
  })

  test('prepared, it costs nothing when it is asked', async () => {
    const writer = new Writer(new TableModel(outing), settings)
    await writer.prepare(request('今天', '我们出门。'), 'written', never)
    expect((await parts(writer, request('今天', '我们出门。')))[0]).toMatchObject({ text: '天气很好，', evaluatedTokens: 0 })
  })

  test.each([1, 2, 3, 5, 8, 13, 21])('given up at step %i, it is found all the same when it is asked again', async (step) => {
    const model = new TableModel(outing)
    const stop = new AbortController()
    model.onEvaluate = (count) => {
      if (count === step) stop.abort(new Error('given up'))
    }
    const writer = new Writer(model, settings)
    const asked = request('今天', '我们出门。', { candidate: 1 })
    const first = await parts(writer, asked, stop.signal).catch((error: Error) => error.message)
    if (stop.signal.aborted && first !== 'given up') expect(first).toMatchObject([{ text: '早上' }])
    expect(await last(writer, asked)).toBe('早上')
    expect(await last(writer, request('今天', '我们出门。'))).toBe('天气很好，')
  })
})

describe('what is held of the texts read', () => {
  test('weighing what follows changes no later answer, whatever is asked in which order, given up or not', async () => {
    const text = '春眠不觉晓，处闻啼鸟夜来风雨声。花落知多少，床前明月光'
    const places = Array.from({ length: 10 }, (_, at) => request(text.slice(0, 4 + at), text.slice(6 + at), { candidate: at % 3 }))
    const ends = places.map((place) => ({ ...place, after: '' }))
    const how: Partial<CompletionSettings> = { speakAbove: 0.1, fitsAbove: -3 }
    const model = new LetterModel()
    const writer = new Writer(model, { ...defaultSettings, ...how })
    let givenUp = 0
    for (const [turn, asked] of [...places, ...ends, ...places.toReversed()].entries()) {
      const fresh = await last(new Writer(new LetterModel(), { ...defaultSettings, ...how }), asked)
      const stop = new AbortController()
      let step = 0
      model.onAppend = () => {
        if (++step === 1 + (turn % 5)) stop.abort(new Error('given up'))
      }
      await parts(writer, asked, stop.signal).catch(() => givenUp++)
      model.onAppend = () => {}
      expect(await last(writer, asked)).toBe(fresh)
    }
    expect(givenUp).toBeGreaterThan(10)
  })
})

describe('what follows a caret', () => {
  test.each([
    ['我们出门。', true],
    ['。', true],
    [' of it', true],
    ['”', false],
    [' ）', false],
    ['', false],
    ['\n\n下一段', false],
  ])('%j is something to lead to: %s', (after, is) => {
    expect(hasRest({ after })).toBe(is)
  })

  test('its likelihood is that of its tokens, behind the text as a whole', async () => {
    const model = new TableModel(outing)
    const following = new Following(model, '今天', '我们出门。')
    const [atOnce, behind] = [await following.behind('', never), await following.behind('早上', never)]
    expect(atOnce.next).toBeCloseTo(Math.log(0.1))
    expect(atOnce.all).toBeCloseTo(Math.log(0.1 * 0.9))
    expect(behind.all).toBeCloseTo(Math.log(0.4 * 0.9))
  })

  test('where the last letters and what follows are one token, only the rest of it is news', async () => {
    const model = new TableModel({ 今: { 天气: 0.6, 天: 0.2, 晚: 0.2 } })
    const { next } = await new Following(model, '今', '气').behind('天', never)
    expect(next).toBeCloseTo(Math.log(0.6 / 0.8))
  })

  test('where the text begins with the token that joins, and nothing stands before it, what is known begins behind it', async () => {
    const model = new TableModel({ 今天: { 气: 0.8, 很: 0.2 }, 气: { 很: 0.3, 好: 0.7 } }, ['今天', '今', '天'])
    const following = new Following(model, '今', '天气很')
    const rest = Math.log(0.8)
    expect(await following.behind('', never)).toEqual({ next: expect.closeTo(rest), all: expect.closeTo(rest + Math.log(0.3)) })
    expect(await new Following(model, '今', '天').behind('', never)).toEqual({ next: 0, all: 0 })
  })

  test('what is not among the likeliest counts as the least of them', async () => {
    const { next } = await new Following(new TableModel(outing), '今天', '海').behind('', never)
    expect(next).toBeCloseTo(Math.log(0.1))
  })

  test('lengths are the whole, the first word, the first two, and all but the mark', () => {
    expect(lengthsOf('我们今天出门散步，', 4)).toEqual(['我们今天出门散步，', '我们', '我们今天', '我们今天出门散步'])
    expect(lengthsOf('我们', 4)).toEqual(['我们'])
    expect(lengthsOf('', 4)).toEqual([])
    expect(lengthsOf('我们今天出门散步，', 2)).toEqual(['我们今天出门散步，', '我们'])
  })
})
