/** What the page says or does by a rule of the engine's, which it may not import: the two rules are the same. */
import { describe, expect, test } from 'vitest'
import { mostContextTokens } from '#engine/completion/model-file.ts'
import { leastMemory, worthACard } from '#engine/completion/model-memory.ts'
import { isNext } from '#engine/evaluation/author.ts'
import type { Memory, ModelFacts } from '#preload/contract/models.ts'
import { outcomeOf } from '#renderer/editor/ghost/ghost-outcome.ts'
import { factLines } from '#renderer/panels/models/model-words.ts'
import { verdictOf } from '#renderer/panels/models/verdict.ts'
import { translator } from '#renderer/ui/translate.ts'

const memory = { weights: 0, cache: 0, compute: 0, program: 0, readPerToken: 0 }
const card = { device: 'cuda' as const, name: null, total: 24e9, free: 24e9 }

describe('the window of models', () => {
  test('it calls too large what the engine refuses', () => {
    for (const bytes of [1e6, 4e9, 40e9]) {
      const at = (total: number) => verdictOf({ bytes, memory }, { total, free: total, card: null }, true).kind
      expect([at(leastMemory(bytes) - 1e3), at(leastMemory(bytes) + 1e3)]).toEqual(['too-large', 'comfortable'])
    }
  })

  test('it expects the card for what the engine takes it for', () => {
    const computer: Memory = { total: 64e9, free: 64e9, card }
    const at = (bytes: number) => verdictOf({ bytes, memory }, computer, true).kind
    expect([at(worthACard - 1), at(worthACard)]).toEqual(['comfortable', 'on-card'])
  })

  test('it says how much of a text the engine reads', () => {
    const facts: ModelFacts = {
      name: '',
      architecture: '',
      bytes: 0,
      files: 1,
      parameters: 0,
      contextTokens: 1e6,
      quantisation: '',
      fileType: null,
      licence: null,
      languages: [],
      isInstruct: false,
      memory,
    }
    const lines = factLines(translator('en'), 'en', { place: 'brought', file: 'm.gguf', facts }, null)
    expect(lines.map(({ value }) => value)).toContain(`1,000,000 tokens; Moke uses the last ${mostContextTokens.toLocaleString('en')}`)
  })
})

test('the page calls typed along what the simulated author calls next', () => {
  const origin = { block: 'b', before: '用', after: '' }
  const along = (text: string, typed: string) =>
    outcomeOf({ text, origin, place: { ...origin, before: `用${typed}` }, isAccepted: false, seenMs: 1000 }) === 'along'
  for (const [word, typed] of [
    ['model', 'model'],
    ['model', 'models'],
    ['model', 'model '],
    ['model', 'model。'],
    ['model', 'mode'],
    ['写作', '写作课'],
    ['写作', '写'],
    ['，', '，所以'],
    ['2024', '20245'],
    [' GPU', ' GPU '],
  ] as const)
    expect([word, typed, along(word, typed)]).toEqual([word, typed, isNext(word, typed)])
})
