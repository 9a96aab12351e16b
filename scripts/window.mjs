/** Runs the studio's window, and tells when this machine can't show one. */
import { spawn } from 'node:child_process'
import { root } from './house.mjs'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
/** A program that fails so soon, in ms, could not open its window; later it is a crash, which nothing replaces. */
const earlyMs = 5000

/** Why no window can be opened here, in a few words; null when one can. */
export function noWindow({ platform = process.platform, env = process.env, uid = process.getuid?.() } = {}) {
  if (platform !== 'linux') return null
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return '没有屏幕 / there is no screen'
  if (uid === 0) return 'root 用户不能打开窗口 / Chromium’s sandbox does not run as root'
  return null
}

/** Runs a program with the terminal and the signals until it ends: `{status}`, or `{failed}` in a few words when it did not come up. */
export function runWindow(path, args, { env = {}, early = earlyMs } = {}) {
  const started = performance.now()
  const child = spawn(path, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  let asked = false
  const forward = (signal) => {
    asked = true
    child.kill(signal)
  }
  for (const signal of signals) process.on(signal, forward)
  return new Promise((resolve) => {
    const end = (outcome) => {
      for (const signal of signals) process.off(signal, forward)
      resolve(outcome)
    }
    child.on('error', (error) => end({ failed: error.message }))
    child.on('exit', (code, signal) => {
      const isEarly = performance.now() - started < early
      if (code !== 0 && isEarly && !asked) end({ failed: signal ?? `status ${code}` })
      else end({ status: code ?? (signal === 'SIGINT' ? 130 : 1) })
    })
  })
}
