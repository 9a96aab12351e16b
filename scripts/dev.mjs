/** `npm run dev`, `npm run dev:browser`: as `npm start`, and again with what was built anew whenever a source changes. */
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { join } from 'node:path'
import { root, run, say } from './house.mjs'
import { install } from './install.mjs'

const args = process.argv.slice(2)
/** An editor writes a file in several steps, and often several files. */
const quietMs = 200

let studio = null
let isFirst = true
let timer = null
/** One thing after another. */
let work = Promise.resolve()

install()
for (const folder of ['main', 'preload', 'renderer', 'engine']) watch(join(root, folder), { recursive: true }, changed)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => leave(signal))
changed()

function changed() {
  clearTimeout(timer)
  timer = setTimeout(() => {
    work = work.then(renew)
  }, quietMs)
}

/** A source that can't be built leaves the studio as it is, until the next change. */
async function renew() {
  if (run(process.execPath, [join('scripts', 'build.mjs')]) !== 0) return
  await end('SIGTERM')
  studio = spawn(process.execPath, [join('scripts', 'start.mjs'), ...args, ...(isFirst ? [] : ['--no-open'])], { cwd: root, stdio: 'inherit' })
  if (!isFirst) say('已换成新的，请重新载入页面 · Built anew; reload the page')
  isFirst = false
}

/** Ends the studio, if it runs, and waits until it has ended. */
async function end(signal) {
  const running = studio
  studio = null
  if (!running || running.exitCode !== null || running.signalCode !== null) return
  const ended = new Promise((resolve) => running.once('exit', resolve))
  running.kill(signal)
  await ended
}

async function leave(signal) {
  await end(signal)
  process.exit(0)
}
