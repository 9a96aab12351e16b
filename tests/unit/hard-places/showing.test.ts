import { describe, expect, test } from 'vitest'
import type { Completer, CompletionRequest } from '#engine/completion/index.ts'
import { placeFrom } from '../../hard-places/place.ts'
import { outcomeAt } from '../../hard-places/showing.ts'

/** Says what a function of the request says, part by part. */
const saying = (texts: (request: CompletionRequest) => string[]): Pick<Completer, 'complete'> => ({
  async *complete(request) {
    const said = texts(request)
    for (const [at, text] of said.entries())
      yield {
        text,
        tokens: [],
        pieces: [],
        place: { position: 'word', block: 'paragraph' },
        done: at === said.length - 1,
        promptTokens: 1,
        evaluatedTokens: 1,
      } as never
  },
})
const place = (part: object) => placeFrom(JSON.stringify({ name: 'here', lesson: '课', before: '今天', ...part }), 'kind')

describe('what an author sees at a place', () => {
  test('every candidate, and what comes of taking in one after the other', async () => {
    const said: Record<number, string> = { 0: '天气很好，', 1: '我们', 2: '她' }
    const completer = saying(({ before, candidate }) => [before === '今天' ? (said[candidate] ?? '') : ''])
    expect(await outcomeAt(completer, place({}))).toMatchObject({ shown: ['天气很好，', '我们', '她', '', '', '', '', ''], taken: ['天气很好，'], faults: [] })
  })

  test('a fault of any part of any candidate counts', async () => {
    const completer = saying(({ candidate }) => (candidate === 7 ? ['天', '天\u200b'] : ['']))
    const { faults } = await outcomeAt(completer, place({}))
    expect(faults).toEqual([expect.stringContaining('noControls')])
  })

  test('what comes by itself is told apart from what was asked for', async () => {
    const asked = saying(({ candidate }) => [candidate === 7 ? '天\u200b' : ''])
    expect((await outcomeAt(asked, place({}))).unasked).toEqual([])
    const unasked = saying(({ candidate, before }) => [candidate > 0 ? '' : before === '今天' ? '天，' : before.endsWith('天，') ? '好\u200b' : ''])
    expect((await outcomeAt(unasked, place({}))).unasked).toEqual([expect.stringContaining('noControls: "好\u200b" after "天，"')])
  })

  test('a fault of any part behind what was taken in counts', async () => {
    const completer = saying(({ before, candidate }) => (candidate > 0 ? [''] : before === '今天' ? ['天气'] : ['\u200b', '\u200b好']))
    expect((await outcomeAt(completer, place({}))).faults).toContain('noControls: "\u200b" after "天气", invisible characters')
  })

  test('so does one behind a single word that was taken in', async () => {
    const completer = saying(({ before, candidate }) =>
      candidate > 0 ? [''] : before === '今天' ? ['天气，很好'] : before.endsWith('很好') ? [''] : ['\u200b'],
    )
    expect((await outcomeAt(completer, place({}))).faults.join()).toContain('noControls')
  })

  test('what was shown and is taken back is a fault', async () => {
    const completer = saying(({ candidate }) => (candidate === 0 ? ['天气', '天空'] : ['']))
    expect((await outcomeAt(completer, place({}))).faults).toContain('"天气" was taken back for "天空"')
  })

  test('silence is a fault where something is expected', async () => {
    expect(
      (
        await outcomeAt(
          saying(() => ['']),
          place({ expected: true }),
        )
      ).faults,
    ).toEqual(['nothing was shown'])
  })

  test('an author who leans on the model asks for another where none comes by itself, and finds a loop', async () => {
    const completer = saying(({ candidate }) => [candidate === 1 ? '一步一步' : ''])
    const { taken, faults } = await outcomeAt(completer, place({ lean: 4 }))
    expect(taken).toHaveLength(4)
    expect(faults.join()).toContain('noLoop')
  })

  test('the page draws nothing from a line break on, and what its text says already is a fault of the engine', async () => {
    const { shown, faults } = await outcomeAt(
      saying(() => ['天气很好。\n明天']),
      place({ after: '很好。\n\n' }),
    )
    expect(shown[0]).toBe('天气很好。')
    expect(faults.join()).toContain('noRepeatOfAfter')
  })
})
