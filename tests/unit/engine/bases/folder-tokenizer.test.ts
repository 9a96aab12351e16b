import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { ThreadedTokenizer } from '#engine/bases/index.ts'
import { FolderTokenizer } from '#engine/bases/folder-tokenizer.ts'
import { nastyStrings } from '../../../fixtures/nasty-strings.ts'
import { trialFolder } from '../formats/trial-folder.ts'

const tokenizers = fileURLToPath(new URL('../../../fixtures/tokenizers', import.meta.url))
const thread = new URL('../../../../engine/bases/tokenizer-thread.ts', import.meta.url)
const folder = trialFolder()

describe.each(['qwen2', 'llama3', 'gemma'])('the tokenizer of a folder, of the kind of %s', (kind) => {
  const path = join(tokenizers, kind)
  const { expected, end, size }: { expected: { text: string; ids: number[] }[]; end: number; size: number } = JSON.parse(
    readFileSync(join(path, 'expected.json'), 'utf8'),
  )

  test('gives the ids of Transformers, with what it puts before a text and no mark out of what is typed', async () => {
    const tokenizer = await FolderTokenizer.open(path)
    for (const { text, ids } of expected) expect(tokenizer.encode(text), text).toEqual(ids)
    expect([tokenizer.endOfText, tokenizer.vocabularySize]).toEqual([end, size])
  })

  test('gives texts back, in a thread as well', async () => {
    const tokenizer = await FolderTokenizer.open(path)
    await using threaded = await ThreadedTokenizer.open(path, thread)
    expect([threaded.endOfText, threaded.vocabularySize]).toEqual([end, size])
    for (const text of Object.values(nastyStrings)) {
      const ids = await threaded.encode(text)
      expect([...ids]).toEqual(tokenizer.encode(text))
      // Qwen's puts letters and marks together first; the library leaves out a byte order mark that gemma's spells in bytes.
      if (kind !== 'qwen2') expect(await threaded.decode(ids)).toBe(kind === 'gemma' ? text.toWellFormed().replace(/^\ufeff/, '') : text.toWellFormed())
    }
  })
})

test.each([
  ['{', 'this is not JSON'],
  ['{"model": {"type": "BPE", "vocab": {}, "merges": []}}', 'it names no token that ends a text.'],
  ['{"model": {"type": "Oracle", "vocab": {"<eos>": 0}}}', 'this tokenizer cannot be used ('],
  ['{"added_tokens": [3]}', 'an added token has no content.'],
  ['{"added_tokens": [{"content": "<eos>", "id": "x", "special": true}]}', 'no number is id.'],
])('a tokenizer that cannot be used, %s, is refused in a sentence', async (json, sentence) => {
  mkdirSync(join(folder, 'bad'), { recursive: true })
  writeFileSync(join(folder, 'bad', 'tokenizer.json'), json)
  await expect(FolderTokenizer.open(join(folder, 'bad'))).rejects.toMatchObject({ name: 'FormatError', message: expect.stringContaining(sentence) })
})

test('a folder without its tokenizer says which file is missing', async () => {
  mkdirSync(join(folder, 'empty'))
  await expect(ThreadedTokenizer.open(join(folder, 'empty'), thread)).rejects.toMatchObject({
    name: 'FormatError',
    message: expect.stringContaining('there is no tokenizer.json in this folder: fetch it too.'),
  })
})
