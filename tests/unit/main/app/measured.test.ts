import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { keepMeasured } from '#main/app/measured.ts'
import { temporaryFolder } from '../store/temporary.ts'

const measured = { threads: { writing: 1, reading: 2 }, fillsIn: true, draftTokens: 3 }

test('what was measured is there at the next start, each by its key', () => {
  const folder = temporaryFolder()
  keepMeasured(folder).set('a', measured)
  keepMeasured(folder).set('b', { ...measured, fillsIn: false })
  expect([keepMeasured(folder).get('a'), keepMeasured(folder).get('b')?.fillsIn, keepMeasured(folder).get('c')]).toEqual([measured, false, undefined])
})

test.each(['{"a":{"writing":1,"reading":1}}', '{"a":', '[]', '\0'])('what is damaged, or of another version, is measured anew: %s', (text) => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'engine-measured.json'), text)
  const kept = keepMeasured(folder)
  expect(kept.get('a')).toBeUndefined()
  kept.set('a', measured)
  expect(JSON.parse(readFileSync(join(folder, 'engine-measured.json'), 'utf8'))).toEqual({ a: measured })
})

test('a folder that takes nothing stops no suggestion', () => {
  const folder = temporaryFolder()
  rmSync(folder, { recursive: true })
  const kept = keepMeasured(folder)
  kept.set('a', measured)
  expect(kept.get('a')).toBeUndefined()
})
