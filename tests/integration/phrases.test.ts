import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Completer, type CompletionPart, openCompleter } from '#engine/completion/index.ts'
import { Phrases } from '#engine/phrases/index.ts'
import type { PhraseSources } from '#main/compute/remembering.ts'
import type { EngineQuestion } from '#preload/contract/engine.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'
import { poem } from './bigram-model.ts'
import { context, firstOf, never, reached, start } from './running-engine.ts'

const starter = fileURLToPath(new URL('../../resources/models/moke-starter-q8_0.gguf', import.meta.url))
const asked = (before: string) => ({ ...context(before), lesson: '红烧豆腐', recall: { source: null, group: null } })

async function last(completer: Completer, before: string): Promise<CompletionPart> {
  let part: CompletionPart | undefined
  for await (const one of completer.complete(asked(before), never)) part = one
  if (!part) throw new Error('a request is always answered')
  return part
}

test('the starter says what the author always says, and no more once that is removed', async () => {
  const phrases = new Phrases()
  const recipes = ['茄子', '土豆', '豆角', '冬瓜']
  for (const name of recipes) phrases.add(name, `把${name}切块。\n\n转小火慢炖到砂锅边沿冒出鱼眼泡，再撒一把青蒜。`)
  for (const _ of phrases.build());
  await using completer = await openCompleter({ path: starter, device: 'cpu', threads: { writing: 1, reading: 1 }, memory: phrases })
  const { text, tokens } = await last(completer, '先把豆腐煎黄。\n\n转小火慢炖到砂锅边沿冒出')
  expect(text).toContain('鱼眼泡')
  expect(tokens[0]?.heard?.matched).toBeGreaterThan(8)
  expect(tokens[0]?.heard?.own).toBeLessThan(tokens[0]?.probability ?? 0)
  for (const name of recipes) phrases.remove(name)
  expect((await last(completer, '先把豆腐煎黄。\n\n转小火慢炖到砂锅边沿冒出')).text).not.toContain('鱼眼')
})

test('the starter says the same with nothing remembered as without a memory', async () => {
  const open = (memory: Phrases | null) => openCompleter({ path: starter, device: 'cpu', threads: { writing: 1, reading: 1 }, memory })
  await using without = await open(null)
  await using withNothing = await open(new Phrases())
  // No character stands twice in any of them, so that the text itself tells nothing either.
  for (const before of ['春天来了', '人工智能', '在本课中我们将学', '']) {
    const [one, other] = [await last(without, before), await last(withNothing, before)]
    expect(other.text).toBe(one.text)
    expect(other.tokens.map(({ text, heard }) => [text, heard])).toEqual(one.tokens.map(({ text }) => [text, undefined]))
  }
})

test('an engine that is started again remembers everything again', { timeout: 60_000 }, async () => {
  const before = poem.slice(0, 3).join('')
  const texts = new Map([['lesson:1', `${before}${poem[3]}处有人家`]])
  const sources: PhraseSources = {
    list: async () => texts,
    read: (source) => [{ source, group: '', text: texts.get(source) ?? '' }],
    listen: () => () => undefined,
  }
  const started = start({ sources })
  const heard = async () => {
    const question: EngineQuestion = { ...context(before), recall: { source: null, group: null } }
    let suggestion: Suggestion | undefined
    for await (const item of started.compute.complete(question, never)) suggestion = item
    return suggestion?.tokens[0]?.heard?.matched
  }
  await reached(started, 'ready')
  await expect.poll(heard, { timeout: 20_000 }).toBe(before.length + 1)
  process.kill(firstOf(started), 'SIGKILL')
  await reached(started, 'restarting')
  await reached(started, 'ready')
  await expect.poll(heard, { timeout: 20_000 }).toBe(before.length + 1)
})
