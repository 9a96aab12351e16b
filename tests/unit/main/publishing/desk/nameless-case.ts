/** A file system whose names keep their case but have none, over a real one: below folders called `caseless-…`. */
import type * as fs from 'node:fs'
import { join } from 'node:path'

type Call = (...given: never[]) => unknown

const READ = ['readFileSync', 'writeFileSync', 'rmSync', 'mkdir', 'readdir', 'readFile', 'rm', 'rmdir', 'lstat', 'stat', 'utimes', 'writeFile']

/** `real`: the module whose calls are led to the file that has such a name, whatever its case. */
export function withoutCase<Real extends object>(real: Real, { readdirSync }: Pick<typeof fs, 'readdirSync'>): Real {
  const names = (folder: string): string[] => {
    try {
      return readdirSync(folder)
    } catch {
      return []
    }
  }
  const alike = (folder: string, name: string): string => {
    const all = names(folder)
    return all.includes(name) ? name : (all.find((each) => each.toLowerCase() === name.toLowerCase()) ?? name)
  }
  const found = <Path>(path: Path): Path | string => {
    const [, above, below] = (typeof path === 'string' && /^(.*\/caseless-[^/]*)\/(.*)$/.exec(path)) || []
    if (above === undefined || below === undefined) return path
    return below.split('/').reduce((folder, name) => join(folder, alike(folder, name)), above)
  }
  const call = (name: string) => (real as Record<string, Call>)[name]
  const wrapped = Object.fromEntries(
    READ.flatMap((name) => (call(name) ? [[name, (path: never, ...rest: never[]) => call(name)?.(found(path) as never, ...rest)]] : [])),
  )
  const rename = (from: string, to: string) => {
    const isItself = found(from) === found(to)
    // Of another file its name stays as it is; the file itself takes the case it is given.
    const at = isItself ? join(String(found(join(to, '..'))), to.slice(to.lastIndexOf('/') + 1)) : found(to)
    return call('rename')?.(found(from) as never, at as never)
  }
  return { ...real, ...wrapped, rename }
}
