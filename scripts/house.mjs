/**
 * Where things are, and the small steps that the other scripts share. Plain JavaScript that runs on any
 * Node from 20 on, before anything is installed.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')
export const modules = join(root, 'node_modules')
/** What the scripts remember between runs; gone with node_modules, as it should be. */
export const memory = join(modules, '.moke')
/** The pinned Node, the same version that Electron embeds. */
export const pinnedNode = join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')

let apart = false

/** Keeps stdout for a program's own output: what is said, and what commands print, goes to stderr from here on. */
export function speakApart() {
  apart = true
}

/** One line that says what is being done, for the person who waits. */
export const say = (text) => (apart ? process.stderr : process.stdout).write(`墨课 · ${text}\n`)

/** Ends the run with one sentence instead of a stack. */
export function stop(text, status = 1) {
  process.stderr.write(`墨课 · ${text}\n`)
  process.exit(status)
}

/** Runs a command to its end; its output goes to the terminal, or is kept and shown only when it fails. */
export function run(command, args, { quiet = false, env = {}, cwd = root } = {}) {
  const done = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['inherit', apart ? 2 : 'inherit', 'inherit'],
    encoding: 'utf8',
    shell: process.platform === 'win32' && command === 'npm',
    maxBuffer: 64 << 20,
  })
  const status = done.status ?? 1
  if (quiet && status !== 0) process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}`)
  return status
}

/** Starts a program on the pinned Node, hands it the terminal and the signals, and ends as it ends. */
export function become(args, env = {}) {
  const child = spawn(pinnedNode, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

/** Notes a value for the next run. It is there whole or not at all, whenever the run ends. */
export function remember(name, value, folder = memory) {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.json`)
  const temporary = `${file}.${process.pid}.tmp`
  writeFileSync(temporary, JSON.stringify(value))
  renameSync(temporary, file)
}

/** What was noted, or null. What can't be read is as good as not there: all of it can be found out anew. */
export function recall(name, folder = memory) {
  try {
    return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'))
  } catch {
    return null
  }
}

/** Changes whenever a file below one of the folders does (by path, size and time). */
export function fingerprint(paths) {
  const hash = createHash('sha256')
  const visit = (path) => {
    if (!existsSync(path)) return
    const stat = statSync(path)
    if (stat.isDirectory()) for (const name of readdirSync(path).sort()) visit(join(path, name))
    else hash.update(`${path}\0${stat.size}\0${stat.mtimeMs}\n`)
  }
  for (const path of paths) visit(join(root, path))
  return hash.digest('hex')
}
