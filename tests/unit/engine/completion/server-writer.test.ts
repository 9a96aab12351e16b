import { expect, test } from 'vitest'
import type { CompletionRequest } from '#engine/completion/complete.ts'
import { ServerWriter } from '#engine/completion/server-writer.ts'
import { type Answer, goingOn, protocolServer, saying, telling, type Word } from './protocol-server.ts'

const place: CompletionRequest = {
  course: '写作课',
  chapter: '',
  lesson: '第一节',
  headings: [],
  before: '写作不难，今天我们',
  after: '',
  block: 'paragraph',
  candidate: 0,
}
const likely: readonly Word[] = [
  { text: '来', probability: 0.6, others: { 学: 0.2, '\n': 0.1 } },
  { text: '谈', probability: 0.9 },
  { text: '谈', probability: 0.9 },
  { text: '。', probability: 0.9 },
]

async function writing(answer: Answer, ...requests: readonly Partial<CompletionRequest>[]) {
  await using server = await protocolServer(answer)
  const writer = new ServerWriter({ endpoint: server.endpoint, model: 'm', key: null })
  const said: string[] = []
  const shown: string[][] = []
  for (const own of requests) {
    const parts: string[] = []
    let last = ''
    for await (const part of writer.write({ ...place, ...own }, new AbortController().signal)) {
      expect(part.text.startsWith(last)).toBe(true)
      last = part.text
      parts.push(part.tokens.map(({ text, probability }) => `${text} ${probability.toFixed(1)}`).join(' '))
    }
    said.push(last)
    shown.push(parts)
  }
  return { said, shown, asked: server.asked.map(({ body }) => body), writer }
}

test('its text is shown by the rules for any model, with the probabilities that it tells', async () => {
  const { said, shown, asked } = await writing(saying(...likely, { text: '别的', probability: 0.9 }), {})
  expect(said).toEqual(['来谈谈。'])
  expect(shown[0]?.at(-1)).toBe('来 0.6 谈 0.9 谈 0.9 。 0.9')
  expect(asked).toMatchObject([{ prompt: '# 写作课\n\n# 第一节\n\n写作不难，今天我们', temperature: 0, logprobs: 5 }])
})

test.each<[string, readonly Word[], string]>([
  ['what is hardly likely is not said unasked', [{ text: '来', probability: 0.2 }, ...likely.slice(1)], ''],
  [
    'what becomes unlikely ends before that',
    [
      { text: '来谈', probability: 0.5 },
      { text: '天', probability: 0.5 },
      { text: '气', probability: 0.01 },
    ],
    '来谈天',
  ],
  ['markup, control characters and another script are cut off', [{ text: '来\u202e<b>', probability: 0.9 }], '来'],
  ['a line break ends it', [{ text: '来谈谈\n\n# 新的一节', probability: 0.9 }], '来谈谈'],
  [
    'what repeats the text is not said again',
    [
      { text: '今天我们', probability: 0.9 },
      { text: '今天我们', probability: 0.9 },
    ],
    '',
  ],
])('%s', async (_, words, text) => {
  expect((await writing(saying(...words), {})).said).toEqual([text])
})

test('a text without an end is over at the clause, and the rest is never read', async () => {
  const { said, asked } = await writing(
    saying(...Array.from({ length: 500 }, (_, at) => ({ text: at === 4 ? '。' : `第${at}`.slice(0, 1), probability: 0.9 }))),
    {},
  )
  expect([said[0]?.length ?? 0, asked.length]).toEqual([expect.toSatisfy((length: number) => length <= 24), 1])
})

test('another candidate begins with another word that the server said could stand there, and asks no more than it needs', async () => {
  const { said, asked } = await writing(
    (response, one) => saying(...(one.body.prompt.endsWith('学') ? [{ text: '习。', probability: 0.9 }] : likely))(response, one),
    {},
    { candidate: 1 },
  )
  expect(said).toEqual(['来谈谈。', '学习。'])
  expect(asked.map(({ prompt }) => prompt.slice(-5))).toEqual(['，今天我们', '今天我们学'])
})

test('what was too unlikely to be said comes first when it is asked for', async () => {
  const unlikely = [{ ...likely[0], text: '来', probability: 0.2 }, ...likely.slice(1)]
  const { said } = await writing(
    (response, one) => saying(...(one.body.prompt.endsWith('来') ? likely.slice(1) : unlikely))(response, one),
    {},
    { candidate: 1 },
  )
  expect(said).toEqual(['', '来谈谈。'])
})

test('where it says no likelihoods only what is asked for comes, without probabilities, and unasked nothing is sent any more', async () => {
  const plain = likely.map(({ text }) => ({ text }))
  const { said, shown, asked, writer } = await writing(saying(...plain), {}, {}, { candidate: 1 }, { candidate: 2 })
  expect(said).toEqual(['', '', '来谈谈。', '来谈谈。'])
  expect(shown[2]?.at(-1)).toBe('')
  expect([asked.length, writer.tellsLikelihoods]).toEqual([3, false])
  expect(asked.map(({ temperature, seed, logprobs }) => [temperature, seed, logprobs])).toEqual([
    [0, undefined, 5],
    [0, undefined, undefined],
    [0.9, 2, undefined],
  ])
})

test('a server that refuses to tell likelihoods is asked once more without', async () => {
  const answer: Answer = (response, one) =>
    (one.body.logprobs === undefined ? saying({ text: '来谈谈。' }) : telling(400, '{"error":"logprobs is not supported"}'))(response, one)
  const { said, asked } = await writing(answer, { candidate: 1 })
  expect(said).toEqual(['来谈谈。'])
  expect(asked.map(({ logprobs }) => logprobs)).toEqual([5, undefined, undefined])
})

test('a server that refuses a question altogether is asked for likelihoods again by the next one', async () => {
  await using server = await protocolServer(telling(400, '{"error":"the prompt is too long"}'))
  const writer = new ServerWriter({ endpoint: server.endpoint, model: 'm', key: null })
  const last = async () => {
    let text = ''
    for await (const part of writer.write(place, new AbortController().signal)) text = part.text
    return text
  }
  await expect(last()).rejects.toThrow()
  expect([server.asked.length, writer.tellsLikelihoods]).toEqual([2, null])
  server.answer = saying(...likely)
  expect([await last(), writer.tellsLikelihoods]).toEqual(['来谈谈。', true])
})

test('within a text nothing is sent unasked: whether it goes on behind a suggestion is not known', async () => {
  const { said, asked } = await writing(goingOn(...likely), { after: '就到这里。' }, { after: '就到这里。', candidate: 1 })
  expect(said).toEqual(['', '来谈谈。'])
  expect(asked.length).toBeGreaterThan(0)
  expect(JSON.stringify(asked)).not.toContain('就到这里')
})

test('no more of the text is sent than is said', async () => {
  const { asked } = await writing(saying(...likely), { before: '很长的一句话，说了又说。'.repeat(400) })
  expect(asked[0]?.prompt.length).toBeLessThanOrEqual(1500)
})

test('nowhere to go by, nothing is sent', async () => {
  const { said, asked } = await writing(saying(...likely), { before: '', lesson: '', course: '' })
  expect([said, asked]).toEqual([[''], []])
})
