/** The path of a file as people write it: copied from a window of the system, from a terminal or an address. Pure. */
import { posix, win32 } from 'node:path'
import { Problem } from '#preload/contract/problem.ts'

/**
 * The whole path that was meant. Throws `model-path` where it is none: nobody knows from which folder the rest would
 * count. Throws `model-network` where Windows would ask another computer, which learns who asks, and no window of the
 * system was the author's own hand (`isPicked`).
 */
export function wholePath(typed: string, platform: NodeJS.Platform, home: string, isPicked = false): string {
  const { isAbsolute, normalize, join, basename } = platform === 'win32' ? win32 : posix
  const bare = unquoted(typed.trim())
  const path = fromAddress(bare, platform) ?? (/^~[/\\]/.test(bare) ? join(home, bare.slice(2)) : bare)
  if (path.includes('\0') || !isAbsolute(path)) throw new Problem('model-path', `${JSON.stringify(typed)} is no whole path`)
  const whole = normalize(path)
  if (!isPicked && platform === 'win32' && /^[/\\]{2}/.test(path)) {
    const file = basename(whole)
    throw new Problem('model-network', `${file} lies on another computer`, { file })
  }
  return whole
}

/** Windows copies a path with quotes, a terminal pastes it so. */
function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text
}

function fromAddress(text: string, platform: NodeJS.Platform): string | null {
  if (!/^file:\/\//i.test(text)) return null
  try {
    const { host, pathname } = new URL(text)
    const path = decodeURIComponent(pathname)
    if (platform === 'win32') return host === '' ? path.replace(/^\/(?=[a-z]:)/i, '') : `\\\\${host}${path}`
    if (host === '') return path
  } catch (error) {
    throw new Problem('model-path', 'this is no address of a file', {}, error)
  }
  throw new Problem('model-path', 'this is the address of a file on another computer')
}
