import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readHostRecord, writeHostRecord } from '#main/app/host-record.ts'

let folder = ''
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'moke-record-')) })
afterEach(() => rmSync(folder, { recursive: true }))

test('it comes back as it was written, readable by the author alone', () => {
  const record = { session: 'a-secret-of-some-length', port: 4748 }
  writeHostRecord(folder, record)
  expect(readHostRecord(folder, 4747)).toEqual(record)
  if (process.platform !== 'win32') expect(statSync(join(folder, 'browser-host.json')).mode & 0o777).toBe(0o600)
})

test.each(['', '{', '{"session":"short","port":1}', '[]'])('it begins anew over a broken one: %s', (text) => {
  writeFileSync(join(folder, 'browser-host.json'), text)
  const record = readHostRecord(folder, 4747)
  expect(record.port).toBe(4747)
  expect(record.session.length).toBeGreaterThan(20)
})
