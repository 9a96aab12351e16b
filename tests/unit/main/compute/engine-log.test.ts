import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { engineLog } from '#main/compute/engine-log.ts'

const folder = mkdtempSync(join(tmpdir(), 'moke-log-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('what engines say is in a file, which does not grow without end, and a folder that is gone is no fault', () => {
  const file = join(folder, 'engine.log')
  const log = engineLog(file)
  log('one\n')
  log('two\n')
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n')
  for (let times = 0; times < 5; times++) log('x'.repeat(1 << 19))
  expect(readdirSync(folder).sort()).toEqual(['engine.log', 'engine.log.old'])
  expect(readFileSync(file).length).toBeLessThan(1 << 21)
  expect(() => engineLog(join(folder, 'none', 'engine.log'))('lost')).not.toThrow()
})
