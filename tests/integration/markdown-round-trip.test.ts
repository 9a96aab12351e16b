import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sayable } from '#preload/markdown/sayable.ts'
import { arbitraryDoc } from '../unit/preload/markdown/arbitrary-doc.ts'
import { meaning, throughMarkdown } from '../unit/preload/markdown/round-trip.ts'

const runs = Number(process.env['MOKE_ROUND_TRIPS'] ?? 1000)

describe('a lesson through Markdown and back', () => {
  test('it is what Markdown can say of it, to the letter', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(arbitraryDoc, (doc) => {
        const { back, text } = throughMarkdown(doc)
        const [there, said] = [meaning(back.doc), meaning(sayable(doc).doc)]
        if (!isDeepStrictEqual(there, said)) expect(there, text).toEqual(said)
        expect(back.losses, text).toEqual([])
      }),
      { numRuns: runs },
    )
  })
})
