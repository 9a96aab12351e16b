/** What lies where an export is to write and is not ours: finding it, and moving it beside the folder, so that nothing of an author's is ever lost. */
import { cp, lstat, rename, rm } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import { absent } from './absent.ts'
import { lasting } from './lasting.ts'

/** What is done about it. `stop`: nothing, and the export is not whole. `keep`: it stays, and is told. `replace`: it is moved beside the folder first. */
export type Handling = 'stop' | 'keep' | 'replace'

/** The first thing on the way to a file that leads elsewhere or is no folder, or what lies in its place and is no plain file; null where there is none. */
export async function obstacleAt(folder: string, path: string): Promise<string | null> {
  const parts = path.split('/')
  for (const index of parts.keys()) {
    const at = parts.slice(0, index + 1).join('/')
    const found = await lstat(join(folder, at)).catch(absent)
    if (found === null) return null
    const isPlain = index === parts.length - 1 ? found.isFile() : found.isDirectory()
    if (!isPlain) return at
  }
  return null
}

/** Moves a thing out of an export's folder into one beside it, where it lies then by the same way; onto another disk it is copied first. */
export async function movedAside(folder: string, path: string, aside: string): Promise<void> {
  const to = await freeAt(join(aside, path))
  makeFolders(dirname(to))
  const from = join(folder, path)
  try {
    await rename(from, to)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error
    await cp(from, to, { recursive: true, preserveTimestamps: true, verbatimSymlinks: true, errorOnExist: true, force: false })
    await lasting(dirname(to), [basename(to)])
    await rm(from, { recursive: true })
  }
}

/** Behind the name of an export's folder, in its language. */
const ASIDE = ' 改过的'
/** Such folders had their name in two languages once. */
const FROM = /^(.+) 改过的(?: \(yours\))?(?: \d+)?$/s

/** The folder beside an export's, into which is moved what lies in its way. */
export async function asideOf(folder: string): Promise<string> {
  for (let number = 1; ; number++) {
    const at = `${folder}${ASIDE}${number === 1 ? '' : ` ${number}`}`
    const found = await lstat(at).catch(absent)
    if (found === null || found.isDirectory()) return at
  }
}

/** The export's folder beside which such a folder lies, by its name; null where it is called otherwise. */
export function asideFrom(aside: string): string | null {
  return FROM.exec(aside)?.[1] ?? null
}

/** The path, or the next beside it of which nothing lies there: `a.md`, `a (2).md`. */
export async function freeAt(path: string): Promise<string> {
  const ending = extname(path)
  for (let number = 1; ; number++) {
    const at = number === 1 ? path : join(dirname(path), `${basename(path, ending)} (${number})${ending}`)
    if ((await lstat(at).catch(absent)) === null) return at
  }
}
