/**
 * Finds Electron's program, fetching it once if it can be fetched. The npm package holds no program and has
 * no install script: its own install.js fetches it at first use. A failure is remembered for a day, so that
 * a second start on a machine without access does not wait again; a slow fetch goes on in the background.
 */
import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { memory, modules, pinnedNode, recall, remember, say } from './house.mjs'

const patienceMs = 20_000
const dayMs = 24 * 3600 * 1000
const fetching = '还在后台取，取到后下次启动就用 / still being fetched; the next start will use it'

/** What was noted about the last attempt. */
const ownNotes = { read: () => recall('electron'), write: (note) => remember('electron', note) }

/** `{path}` of Electron's program, or `{reason}` in a few words why there is none. */
export async function findElectron({ folder = join(modules, 'electron'), now = Date.now(), patience = patienceMs, notes = ownNotes } = {}) {
  const there = installedElectron(folder)
  if (there) return { path: there }
  if (!existsSync(join(folder, 'install.js'))) return { reason: '没有安装 electron 包 / its package is not installed' }
  const version = versionOf(folder)
  const before = notes.read()
  if (before?.version === version && now - before.at < dayMs) return { reason: isAlive(before.pid) ? fetching : before.reason }
  say('正在取来 Electron（约 110 MB，只取一次）· Fetching Electron, once')
  const outcome = await fetchElectron(folder, patience)
  const path = installedElectron(folder)
  if (path) return { path }
  const reason = outcome.reason ?? '取来的文件不完整 / what was fetched is incomplete'
  notes.write({ version, at: now, reason, pid: outcome.pid })
  return { reason: outcome.pid ? fetching : reason }
}

/** Path of the program when the package's own record and version say that all of it is there, else null. Fetches nothing. */
export function installedElectron(folder = join(modules, 'electron')) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  const dist = override ?? join(folder, 'dist')
  const record = join(folder, 'path.txt')
  const name = existsSync(record) ? readFileSync(record, 'utf8') : override && programName()
  if (!name || !existsSync(join(dist, name))) return null
  const version = join(dist, 'version')
  const isComplete = existsSync(version) && readFileSync(version, 'utf8').replace(/^v/, '').trim() === versionOf(folder)
  return isComplete ? join(dist, name) : null
}

function programName() {
  return { darwin: join('Electron.app', 'Contents', 'MacOS', 'Electron'), win32: 'electron.exe' }[process.platform] ?? 'electron'
}

const versionOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).version

function isAlive(pid) {
  try {
    return pid !== undefined && process.kill(pid, 0)
  } catch {
    return false // no such process any more
  }
}

/** Runs the package's own installer: `{}` when it is done, `{reason}` when it failed, `{reason, pid}` when it still runs. */
function fetchElectron(folder, patience) {
  mkdirSync(memory, { recursive: true })
  const log = join(memory, 'electron.log')
  const output = openSync(log, 'w')
  const child = spawn(pinnedNode, [join(folder, 'install.js')], { stdio: ['ignore', 'ignore', output], detached: true })
  closeSync(output)
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.unref()
      resolve({ reason: `没有取来 / not fetched`, pid: child.pid })
    }, patience)
    const end = (outcome) => { clearTimeout(timer); resolve(outcome) }
    child.on('error', (error) => end({ reason: error.message }))
    child.on('exit', (code) => end(code === 0 ? {} : { reason: shortReason(readFileSync(log, 'utf8')) }))
  })
}

/** The network's own words, without the stack below them. */
function shortReason(said) {
  const known = /(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|Response code \d+|certificate|checksum)/i.exec(said)?.[1]
  return `取不到，可用 ELECTRON_MIRROR 指定镜像 / cannot be fetched${known ? ` (${known})` : ''}; ELECTRON_MIRROR names a mirror`
}
