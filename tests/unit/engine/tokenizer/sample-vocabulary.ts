import { readFileSync } from 'node:fs'
import { parseVocabulary } from '#engine/tokenizer/index.ts'

/** The vocabulary that ships: 8,000 ids, learnt from Chinese and English. */
export const shippedVocabulary = parseVocabulary(readFileSync(new URL('../../../../resources/models/tokenizer-8000.json', import.meta.url), 'utf8'))
