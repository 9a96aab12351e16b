import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FolderTokenizer } from '#engine/bases/folder-tokenizer.ts'
import { huggingFaceTokenizer, Tokenizer } from '#engine/tokenizer/index.ts'
import { nastyStrings } from '../../../fixtures/nasty-strings.ts'
import { temporaryFolder } from '../../main/store/temporary.ts'
import { shippedVocabulary } from './sample-vocabulary.ts'

test('as a Hugging Face folder a vocabulary gives the same ids, of nasty strings too', async () => {
  const vocabulary = shippedVocabulary
  const folder = join(temporaryFolder(), 'base')
  mkdirSync(folder)
  for (const [name, value] of Object.entries(huggingFaceTokenizer(vocabulary))) writeFileSync(join(folder, name), JSON.stringify(value))
  const [theirs, ours] = [await FolderTokenizer.open(folder), new Tokenizer(vocabulary)]
  expect([theirs.vocabularySize, theirs.endOfText]).toEqual([ours.size, ours.endOfText])
  for (const text of ['写作是一件需要耐心的事情，It’s 2024年。\n\n# 标题', ...Object.values(nastyStrings).map((nasty) => nasty.slice(0, 1000).toWellFormed())])
    expect([text, theirs.encode(text)]).toEqual([text, [...ours.encode(text)]])
})
