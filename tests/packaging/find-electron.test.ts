/** Finding Electron's program, with packages that stand for Electron's own: one that fetches, one that can't, one that is slow. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { findElectron } from '../../scripts/electron.mjs'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const fetches = `
const fs = require('fs')
fs.mkdirSync(__dirname + '/dist', { recursive: true })
fs.writeFileSync(__dirname + '/dist/electron', '')
fs.writeFileSync(__dirname + '/dist/version', 'v45.0.0')
fs.writeFileSync(__dirname + '/path.txt', 'electron')`
const counts = `require('fs').appendFileSync(__dirname + '/tries', '1')\n`

/** A package with an installer of its own, and what is noted about it. */
function electronPackage(installer: string | null) {
  const folder = mkdtempSync(join(tmpdir(), 'moke-electron-'))
  folders.push(folder)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'electron', version: '45.0.0' }))
  if (installer !== null) writeFileSync(join(folder, 'install.js'), installer)
  let note: { reason?: string; pid?: number } | null = null
  const notes = {
    read: () => note,
    write: (written: { reason?: string; pid?: number }) => {
      note = written
    },
  }
  const tries = () => (existsSync(join(folder, 'tries')) ? readFileSync(join(folder, 'tries'), 'utf8').length : 0)
  return { folder, note: () => note, tries, find: (more = {}) => findElectron({ folder, notes, ...more }) }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('it fetches the program when it is first wanted, and finds it afterwards', async () => {
  const { folder, find } = electronPackage(fetches)
  expect(await find()).toEqual({ path: join(folder, 'dist', 'electron') })
  writeFileSync(join(folder, 'install.js'), 'process.exit(1)')
  expect(await find()).toEqual({ path: join(folder, 'dist', 'electron') })
})

test('it says why it can’t be fetched, and goes over the network again only when asked', async () => {
  const { folder, tries, find } = electronPackage(`${counts}console.error('RequestError: getaddrinfo ENOTFOUND example.org'); process.exit(1)`)
  const start = Date.now()
  expect(await find({ now: start })).toEqual({ reason: expect.stringMatching(/ENOTFOUND.*ELECTRON_MIRROR/), again: true })
  expect(await find({ now: start + 400 * 24 * 3600_000 })).toEqual({ reason: expect.stringMatching(/ENOTFOUND/), again: true })
  expect(tries()).toBe(1)
  await find({ asked: true })
  expect(tries()).toBe(2)
  writeFileSync(join(folder, 'install.js'), fetches)
  expect(await find({ asked: true })).toEqual({ path: join(folder, 'dist', 'electron') })
})

test('it tries again at once for another version', async () => {
  const { folder, tries, find } = electronPackage(`${counts}process.exit(1)`)
  await find()
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'electron', version: '45.0.1' }))
  await find()
  expect(tries()).toBe(2)
})

/** An installer that waits until the test lets it go on, or is gone. */
const waits = (then: string) => `${counts}
const wait = setInterval(() => {
  if (!require('fs').existsSync(__dirname)) process.exit(1)
  if (!require('fs').existsSync(__dirname + '/go')) return
  clearInterval(wait)
  ${then}
}, 20)`

test('it lets a slow fetch go on without keeping the author waiting, and starts no second one beside it', async () => {
  const { folder, tries, find } = electronPackage(waits(fetches))
  expect(await find({ patience: 100 })).toEqual({ reason: expect.stringContaining('后台') })
  expect(await find({ patience: 100, asked: true })).toEqual({ reason: expect.stringContaining('后台') })
  writeFileSync(join(folder, 'go'), '')
  await expect.poll(() => find()).toEqual({ path: join(folder, 'dist', 'electron') })
  expect(tries()).toBe(1)
})

test('it says that a slow fetch came to nothing, and how to try again', async () => {
  const { folder, tries, note, find } = electronPackage(waits('process.exit(1)'))
  await find({ patience: 100 })
  writeFileSync(join(folder, 'go'), '')
  await expect.poll(() => isAlive(note()?.pid ?? 0)).toBe(false)
  expect(await find()).toEqual({ reason: expect.stringContaining('没有取来'), again: true })
  expect(tries()).toBe(1)
})

test('it takes a start that was ended while it fetched for the one try', async () => {
  const { tries, note, find } = electronPackage(waits(fetches))
  const waiting = find({ patience: 600_000 })
  await expect.poll(() => tries()).toBe(1)
  expect(await find({ now: Date.now() + 2 * 3600_000 })).toEqual({ reason: expect.stringContaining('没有取来'), again: true })
  process.kill(note()?.pid ?? process.pid)
  expect(await waiting).toEqual({ reason: expect.stringContaining('取不到'), again: true })
})

test('it takes half a program, or one of another version, for none', async () => {
  const { folder, find } = electronPackage(`${fetches.replace('v45.0.0', 'v44.0.0')}`)
  expect((await find()).reason).toMatch(/不完整/)
  writeFileSync(join(folder, 'dist', 'version'), 'v45.0.0')
  expect(await find()).toEqual({ path: join(folder, 'dist', 'electron') })
})

test('it says that the package is not installed', async () => {
  expect((await electronPackage(null).find()).reason).toMatch(/没有安装/)
})
