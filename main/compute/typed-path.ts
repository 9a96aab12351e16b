/** The path of a file as people write it: copied from a window of the system, from a terminal or an address. Pure. */
import { posix, win32 } from 'node:path'
import { Problem } from '#preload/contract/problem.ts'

/** The whole path that was meant. Throws `model-path` where it is none: nobody knows from which folder the rest would count. */
export function wholePath(typed: string, platform: NodeJS.Platform, home: string): string {
  const { isAbsolute, normalize, join } = platform === 'win32' ? win32 : posix
  const bare = unquoted(typed.trim())
  const path = fromAddress(bare, platform) ?? (/^~[/\\]/.test(bare) ? join(home, bare.slice(2)) : bare)
  if (path.includes('\0') || !isAbsolute(path)) throw new Problem('model-path', `${JSON.stringify(typed)} is no whole path`)
  return normalize(path)
}

/** Windows copies a path with quotes, a terminal pastes it so. */
function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) ? text.slice(1, -1) : text
}

function fromAddress(text: string, platform: NodeJS.Platform): string | null {
  if (!/^file:\/\//i.test(text)) return null
  try {
    const path = decodeURIComponent(new URL(text).pathname)
    return platform === 'win32' ? win32.normalize(path.replace(/^\/(?=[a-z]:)/i, '')) : path
  } catch (error) {
    throw new Problem('model-path', 'this is no address of a file', {}, error)
  }
}
