/** Models that cannot forget single tokens: they go back to a state that was kept, and read on from there. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Completer, type CompletionPart, type CompletionRequest, defaultSettings, openCompleter } from '#engine/completion/index.ts'
import { poem } from './bigram-model.ts'
import { writeRecurrentModel } from './random-recurrent.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-recurrent-'))
afterAll(() => rmSync(folder, { recursive: true }))

const never = new AbortController().signal
const text = Array.from({ length: 3 }, (_, at) => [...poem.slice(at), ...poem.slice(0, at)].join('')).join('。\n\n')

function open(path: string): Promise<Completer> {
  return openCompleter({ path, device: 'cpu', threads: { writing: 1, reading: 1 }, infill: false, settings: { speakAbove: 0, continueAbove: 0 } })
}

function place(before: string, after = ''): CompletionRequest {
  return { course: '', chapter: '', lesson: '', headings: [], before, after, block: 'paragraph', candidate: 0 }
}

async function suggested(completer: Completer, before: string): Promise<CompletionPart> {
  let last: CompletionPart | undefined
  for await (const part of completer.complete(place(before), never)) last = part
  if (!last) throw new Error('there is an end')
  return last
}

/** What the state says, to many places: how likely a text is behind the caret. */
function gain(completer: Completer, before: string): Promise<number> {
  return completer.gainBehind('明月', place(before, '故乡'), never)
}

describe.each(['mamba', 'lfm2'] as const)('a model of the kind of %s', (architecture) => {
  const path = join(folder, `${architecture}.gguf`)
  beforeAll(() => writeRecurrentModel(path, architecture))

  test('typing and deleting evaluate what is new, not the text again', async () => {
    await using completer = await open(path)
    const first = await suggested(completer, text)
    const costs: number[] = []
    for (const typed of ['霜', '霜举头', '霜举头思', '霜举头', '霜举头花', '霜举头花声']) costs.push((await suggested(completer, text + typed)).evaluatedTokens)
    expect(first.promptTokens).toBeGreaterThan(80)
    // A word or two beside a whole suggestion.
    expect(Math.max(...costs)).toBeLessThanOrEqual(defaultSettings.tokens + 2)
  })

  test('what it knows is the same whatever it went back from', async () => {
    await using completer = await open(path)
    // More keys than states are kept, and back to before them all.
    const growing = poem.slice(0, 20).map((_, at) => poem.slice(0, at + 1).join(''))
    for (const typed of [...growing, '霜', '霜举头', '']) await suggested(completer, text + typed)
    for (const typed of ['', '低']) {
      const known = await gain(completer, text + typed)
      await using fresh = await open(path)
      expect([typed, known]).toEqual([typed, expect.closeTo(await gain(fresh, text + typed), 3)])
    }
  })
})
