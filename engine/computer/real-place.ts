/** Where a way leads on the disk, however it was typed, and whether one place lies in another. */
import { existsSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'

/** What a system says of a way that is there. */
type RealPath = (path: string) => string

/** Where a way leads, whatever links are on it and in whatever case it was typed; what is not there yet lies where it will be made. */
export function realPlace(path: string, realPath: RealPath = asOnDisk): string {
  const whole = resolve(path)
  if (existsSync(whole)) return realPath(whole)
  // Of a drive that was pulled out not even the root is there.
  return dirname(whole) === whole ? whole : join(realPlace(dirname(whole), realPath), basename(whole))
}

/** Whether a place is another one, or lies in it, though one of them is not there yet. */
export function isWithin(inner: string, outer: string, realPath: RealPath = asOnDisk): boolean {
  const way = relative(realPlace(outer, realPath), realPlace(inner, realPath))
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** Windows and macOS have a name in the case that it was made in, which only their own call tells. */
function asOnDisk(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    // COMPAT: Windows: drives that are no disks (of memory, of other systems) are not known to that call.
    return realpathSync(path)
  }
}
