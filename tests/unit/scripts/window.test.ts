import { describe, expect, test } from 'vitest'
import { noWindow, runWindow } from '../../../scripts/window.mjs'

describe('whether a window can be opened', () => {
  test.each([
    [{ platform: 'linux', env: {}, uid: 1000 }, /screen/],
    [{ platform: 'linux', env: { DISPLAY: '' }, uid: 1000 }, /screen/],
    [{ platform: 'linux', env: { DISPLAY: ':0' }, uid: 0 }, /root/],
  ] as const)('it says why not: %j', (machine, reason) => {
    expect(noWindow(machine)).toMatch(reason)
  })
  test.each([
    { platform: 'linux', env: { DISPLAY: ':0' }, uid: 1000 },
    { platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' }, uid: 1000 },
    { platform: 'darwin', env: {}, uid: 501 },
    { platform: 'win32', env: {}, uid: undefined },
  ] as const)('it can: %j', (machine) => {
    expect(noWindow(machine)).toBeNull()
  })
})

describe('running the window', () => {
  const node = (code: string, options = {}) => runWindow(process.execPath, ['-e', code], options)
  test('it ends as the window ends', async () => {
    expect(await node('process.exit(0)')).toEqual({ status: 0 })
    expect(await node('process.exit(3)', { early: 0 })).toEqual({ status: 3 })
  })
  test('it tells a window that did not come up, however that failed', async () => {
    expect(await node('process.exit(3)')).toEqual({ failed: 'status 3' })
    expect(await node('process.kill(process.pid, "SIGTRAP")')).toEqual({ failed: 'SIGTRAP' })
    expect(await runWindow('/no/such/program', [])).toEqual({ failed: expect.stringContaining('ENOENT') })
  })
  test('it passes a signal on, and takes the end that follows for no failure', async () => {
    const before = process.listenerCount('SIGHUP')
    const ended = node('process.on("SIGHUP", () => process.exit(7)); setInterval(() => {}, 1000); process.ppid && process.kill(process.ppid, "SIGHUP")')
    expect(await ended).toEqual({ status: 7 })
    expect(process.listenerCount('SIGHUP')).toBe(before)
  })
})
