import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readHostRecord, writeHostRecord } from '#main/app/host-record.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'moke-record-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('it comes back as it was written, readable by the author alone', () => {
  const record = { session: 'a-secret-of-some-length', port: 4748 }
  writeHostRecord(folder, record)
  expect(readHostRecord(folder)).toEqual(record)
  if (process.platform !== 'win32') expect(statSync(join(folder, 'browser-host.json')).mode & 0o777).toBe(0o600)
})

test.each(['', '{', '{"session":"short","port":1}', '{"session":"a-secret-of-some-length","port":99999}', '[]'])(
  'it is as good as none when it is broken: %s',
  (text) => {
    writeFileSync(join(folder, 'browser-host.json'), text)
    expect(readHostRecord(folder)).toBeNull()
  },
)

test('it is none before the first start', () => {
  expect(readHostRecord(folder)).toBeNull()
})
