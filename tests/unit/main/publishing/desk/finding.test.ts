import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Finding, isFinding } from '#main/publishing/desk/finding.ts'

/** Findings, and what others may have made of them. */
const nearly = fc.record(
  {
    level: fc.constantFrom('lost', 'todo', 'never', 1),
    kind: fc.constantFrom('record', 'title-long', 'of-another-version', null),
    lesson: fc.constantFrom(null, 'l1', '', 3, undefined),
    block: fc.constantFrom(null, 'b1', '', 'b'.repeat(40), 'b'.repeat(41), 2),
    text: fc.constantFrom('', '题', null),
    numbers: fc.constantFrom({}, { most: 40, is: 41 }, { is: '41' }, { is: Number.NaN }, [], [1], null),
    more: fc.constant(1),
  },
  { requiredKeys: ['level', 'kind', 'text'] },
)

test('what is taken for a finding without its schema is one by its schema, too, and findings are', () => {
  fc.assert(
    fc.property(nearly, (value) => {
      expect(!isFinding(value) || Finding.safeParse(value).success).toBe(true)
    }),
    { numRuns: 2000 },
  )
  for (const numbers of [{}, { most: 40, is: 41.5 }])
    expect(isFinding({ level: 'refused', kind: 'title-long', lesson: 'l1', block: null, text: '题', numbers })).toBe(true)
})
