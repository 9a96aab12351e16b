/** Finding Electron's program, with packages that stand for Electron's own: one that fetches, one that can't, one that is slow. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { findElectron } from '../../scripts/electron.mjs'

const folders: string[] = []
afterEach(() => { for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true }) })

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
  const notes = { read: () => note, write: (written: { reason?: string; pid?: number }) => { note = written } }
  return { folder, note: () => note, tries: () => existsSync(join(folder, 'tries')), find: (more = {}) => findElectron({ folder, notes, ...more }) }
}

test('it fetches the program when it is first wanted, and finds it afterwards', async () => {
  const { folder, find } = electronPackage(fetches)
  expect(await find()).toEqual({ path: join(folder, 'dist', 'electron') })
  writeFileSync(join(folder, 'install.js'), 'process.exit(1)')
  expect(await find()).toEqual({ path: join(folder, 'dist', 'electron') })
})

test('it says why it can’t be fetched, and does not try again within a day', async () => {
  const { folder, tries, find } = electronPackage(`${counts}console.error('RequestError: getaddrinfo ENOTFOUND example.org'); process.exit(1)`)
  const start = Date.now()
  expect((await find({ now: start })).reason).toMatch(/ENOTFOUND.*ELECTRON_MIRROR/)
  expect(tries()).toBe(true)
  rmSync(join(folder, 'tries'))
  expect((await find({ now: start + 23 * 3600_000 })).reason).toMatch(/ENOTFOUND/)
  expect(tries()).toBe(false)
  await find({ now: start + 25 * 3600_000 })
  expect(tries()).toBe(true)
})

test('it tries again at once for another version', async () => {
  const { folder, tries, find } = electronPackage(`${counts}process.exit(1)`)
  await find()
  rmSync(join(folder, 'tries'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'electron', version: '45.0.1' }))
  await find()
  expect(tries()).toBe(true)
})

test('it lets a slow fetch go on without keeping the author waiting', async () => {
  const { folder, note, find } = electronPackage(`setTimeout(() => {${fetches}}, 1500)`)
  expect((await find({ patience: 100 })).reason).toMatch(/后台/)
  expect(note()?.pid).toBeGreaterThan(0)
  expect((await find({ patience: 100 })).reason).toMatch(/后台/)
  await expect.poll(() => existsSync(join(folder, 'path.txt')), { timeout: 10_000 }).toBe(true)
  expect(await find()).toEqual({ path: join(folder, 'dist', 'electron') })
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
