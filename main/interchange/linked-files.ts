/** Which file an address in a text means: by its path from there, from the top, or by its name alone, as authors and other programs write it. */

/** Looks addresses up among the files of one import. */
export class LinkedFiles {
  readonly #byPath = new Map<string, string>()
  readonly #byName = new Map<string, string[]>()

  constructor(paths: readonly string[]) {
    for (const path of paths) {
      this.#byPath.set(keyOf(path), path)
      const name = keyOf(nameOf(path))
      this.#byName.set(name, [...(this.#byName.get(name) ?? []), path])
    }
  }

  /** The path of the file that `address` in the file `from` leads to, or null. */
  find(address: string, from: string): string | null {
    for (const said of readings(address)) {
      const found = this.#byPath.get(keyOf(joined(folderOf(from), said))) ?? this.#byPath.get(keyOf(joined('', said)))
      if (found !== undefined) return found
    }
    for (const said of readings(address)) {
      const near = this.#byName.get(keyOf(nameOf(said)))
      if (near) return nearest(near, from)
    }
    return null
  }
}

/** As it is, and as an address writes it: `%20` for a space, `?` and `#` behind it. */
function readings(address: string): string[] {
  if (/^[a-z][a-z0-9+.-]+:/i.test(address)) return []
  const bare = address.replaceAll('\\', '/').trim()
  const cut = bare.replace(/[?#].*$/s, '')
  return [...new Set([bare, decoded(bare), cut, decoded(cut)])].filter((one) => one !== '')
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address // a per cent sign of its own
  }
}

function joined(folder: string, path: string): string {
  const parts: string[] = []
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return parts.join('/')
}

/** Windows and macOS know no difference of case, and macOS writes letters with their marks apart. */
function keyOf(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The folder of a file; empty at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

/** Of several files of one name the one that shares most of the way. */
function nearest(paths: readonly string[], from: string): string | null {
  const shared = (path: string) => {
    const [a, b] = [folderOf(path).split('/'), folderOf(from).split('/')]
    const at = a.findIndex((part, index) => part !== b[index])
    return at < 0 ? a.length : at
  }
  return [...paths].sort((a, b) => shared(b) - shared(a) || a.length - b.length)[0] ?? null
}
