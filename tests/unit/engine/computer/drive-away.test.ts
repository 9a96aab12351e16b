/** Places on a drive of Windows that was pulled out: of it not even the root is there. */
import { expect, test, vi } from 'vitest'
import { isWithin, realPlace } from '#engine/computer/real-place.ts'

vi.mock('node:path', async (original) => ({ ...(await original<typeof import('node:path')>()).win32 }))
vi.mock('node:fs', () => {
  const absent = (path: string): never => {
    throw Object.assign(new Error(`ENOENT: no such file or directory, lstat '${path}'`), { code: 'ENOENT' })
  }
  return { existsSync: () => false, realpathSync: Object.assign(absent, { native: absent }) }
})

test('lie where they say, for no link can lead elsewhere', () => {
  expect(['Z:\\', 'Z:\\备份\\课'].map((path) => realPlace(path))).toEqual(['Z:\\', 'Z:\\备份\\课'])
  expect([isWithin('Z:\\备份', 'Y:\\课'), isWithin('Z:\\课\\备份', 'Z:\\课'), isWithin('Z:\\备份', 'Z:\\课')]).toEqual([false, true, false])
})
