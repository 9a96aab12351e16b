import { expect, test } from 'vitest'
import { Tokenizer, TokenizerError, trainVocabulary, type TrainingProgress } from '#engine/tokenizer/index.ts'

const text = '我们写一门课程。我们的课程有十章，每章有课文。The course has chapters; the chapters have lessons.\n'
const documents = Array.from({ length: 200 }, (_, i) => text.repeat(1 + (i % 3)) + String(i))

test('it learns a vocabulary of the size asked for', async () => {
  const vocabulary = await trainVocabulary(documents, { size: 320 })
  const tokenizer = new Tokenizer(vocabulary)
  expect(tokenizer.size).toBe(320)
  expect(tokenizer.encode('我们的课程').length).toBeLessThan(6)
  expect(tokenizer.decode(tokenizer.encode(text))).toBe(text)
})

test('it learns the same from the same documents, at once or one by one', async () => {
  async function* oneByOne() {
    for (const document of documents) yield await Promise.resolve(document)
  }
  expect(await trainVocabulary(oneByOne(), { size: 300 })).toEqual(await trainVocabulary(documents, { size: 300 }))
})

test('it gives a smaller vocabulary where the text is too short', async () => {
  const vocabulary = await trainVocabulary(['ab ab'], { size: 1000 })
  expect(vocabulary.merges).toEqual([[97, 98]])
  expect(vocabulary.tokens).toHaveLength(258)
})

test('it learns within a bound of distinct pieces', async () => {
  const noise = Array.from({ length: 400 }, (_, i) => `${text} ${String.fromCodePoint(0x4e00 + i * 7, 0x5e00 + i * 5)}`)
  const bounded = await trainVocabulary(noise, { size: 300, maxPieces: 60 })
  expect(new Tokenizer(bounded).encode(text).length).toBeLessThan(new TextEncoder().encode(text).length / 2)
})

test('it cuts endless lines between characters', async () => {
  const vocabulary = await trainVocabulary(['😀'.repeat(1000) + 'a' + '😀'.repeat(1000)], { size: 270 })
  const longest = Math.max(...vocabulary.tokens.map((token) => token.bytes.length))
  expect(longest).toBeLessThanOrEqual(64 * 4)
  expect(new Tokenizer(vocabulary).decode(new Tokenizer(vocabulary).encode('😀'.repeat(99)))).toBe('😀'.repeat(99))
})

test('it says how far it is', async () => {
  const seen: TrainingProgress[] = []
  await trainVocabulary(documents, { size: 300, onProgress: (progress) => seen.push(progress) })
  expect(seen[0]).toMatchObject({ phase: 'counting' })
  expect(seen.at(-1)).toEqual({ phase: 'merging', done: 43, total: 43 })
})

test('it stops when asked', async () => {
  const controller = new AbortController()
  const training = trainVocabulary(documents, { size: 300, signal: controller.signal, onProgress: () => controller.abort() })
  await expect(training).rejects.toMatchObject({ name: 'AbortError' })
})

test.each([[256], [65_001], [300.5]])('it refuses a vocabulary of %d', async (size) => {
  await expect(trainVocabulary(documents, { size })).rejects.toThrow(TokenizerError)
})

test('it refuses to learn from nothing', async () => {
  await expect(trainVocabulary([''], { size: 300 })).rejects.toThrow('There is no text to learn a vocabulary from.')
})
