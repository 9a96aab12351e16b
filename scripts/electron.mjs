/**
 * Finds Electron's program, fetching it once if it can be fetched. The npm package holds no program and has
 * no install script: its own install.js fetches it at first use. That is tried once for each version, and
 * again only when asked, so that a later start goes over no network; a slow fetch goes on in the background.
 */
import { spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { memory, modules, pinnedNode, recall, remember, say } from './house.mjs'
import { shouldFetch } from './install.mjs'

const patienceMs = 20_000
/** A fetch that takes longer is stuck, or its process id belongs to another program by now. */
const longestFetchMs = 3600_000
const fetching = '还在后台取，取到后下次启动就用 / still being fetched; the next start will use it'
const notFetched = '没有取来 / not fetched'

/** What was noted about the last attempt. */
const ownNotes = { read: () => recall('electron'), write: (note) => remember('electron', note) }

/** `{path}` of Electron's program, or `{reason}` in a few words why there is none, with `again` where asking would try once more. */
export async function findElectron({ folder = join(modules, 'electron'), asked = false, now = Date.now(), patience = patienceMs, notes = ownNotes } = {}) {
  const there = installedElectron(folder)
  if (there) return { path: there }
  if (!existsSync(join(folder, 'install.js'))) return { reason: '没有安装 electron 包 / its package is not installed' }
  const version = versionOf(folder)
  const before = notes.read()
  if (before?.version === version && now - before.at < longestFetchMs && isAlive(before.pid)) return { reason: fetching }
  if (!shouldFetch({ missing: ['electron'], asked, failed: before?.version, version })) return { reason: before.reason, again: true }
  say('正在取来 Electron（约 110 MB，只取一次）· Fetching Electron, once')
  // Noted before it ends: a start that is ended meanwhile was the one try, too.
  const outcome = await fetchElectron(folder, patience, (pid) => notes.write({ version, at: now, reason: notFetched, pid }))
  const path = installedElectron(folder)
  if (path) return { path }
  if (outcome.isRunning) return { reason: fetching }
  const reason = outcome.reason ?? '取来的文件不完整 / what was fetched is incomplete'
  notes.write({ version, at: now, reason })
  return { reason, again: true }
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

/** Runs the package's own installer and tells its process id: `{}` when it is done, `{reason}` when it failed, `{isRunning}` when it still runs. */
function fetchElectron(folder, patience, onStart) {
  mkdirSync(memory, { recursive: true })
  const log = join(memory, 'electron.log')
  const output = openSync(log, 'w')
  const child = spawn(pinnedNode, [join(folder, 'install.js')], { stdio: ['ignore', 'ignore', output], detached: true })
  closeSync(output)
  onStart(child.pid)
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.unref()
      resolve({ isRunning: true })
    }, patience)
    const end = (outcome) => {
      clearTimeout(timer)
      resolve(outcome)
    }
    child.on('error', (error) => end({ reason: error.message }))
    child.on('exit', (code) => end(code === 0 ? {} : { reason: shortReason(readFileSync(log, 'utf8')) }))
  })
}

/** The network's own words, without the stack below them. */
function shortReason(said) {
  const known = /(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|Response code \d+|certificate|checksum)/i.exec(said)?.[1]
  return `取不到，可用 ELECTRON_MIRROR 指定镜像 / cannot be fetched${known ? ` (${known})` : ''}; ELECTRON_MIRROR names a mirror`
}
