#!/usr/bin/env node
/** `npx moke`: runs the command line on the pinned Node, whichever Node it was called with. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { memory, pinnedNode, root, speakApart, stop } from './house.mjs'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

// stdout is the command's own, for `--json`: what is installed is told beside it.
speakApart()
if (!existsSync(pinnedNode)) (await import('./install.mjs')).install()

// The folder stays the caller's, so that the paths of its files mean what the caller means.
const child = spawn(pinnedNode, [join(root, 'main', 'cli', 'main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  // Half of a short command is the reading and compiling of what it imports; whoever set a place for compiled code keeps it.
  env: { NODE_COMPILE_CACHE: join(memory, 'compiled'), ...process.env },
})
for (const signal of signals) process.on(signal, () => child.kill(signal))
child.on('error', (error) => stop(`moke 无法启动 · moke cannot be started: ${error.message}`))
child.on('exit', (code, signal) => {
  if (!signal) process.exit(code ?? 1)
  // Ended by a signal: end by the same one, as the shell expects.
  for (const name of signals) process.removeAllListeners(name)
  process.kill(process.pid, signal)
})
