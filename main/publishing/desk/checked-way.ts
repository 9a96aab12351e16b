/** Ways of files that an export may write. */
import { LOCK } from './folder-lock.ts'
import { isInside, MANIFEST } from './manifest.ts'
import { PARTS } from './placing.ts'
import { UNFINISHED } from './unfinished.ts'

const RESERVED = new Set([MANIFEST, UNFINISHED, PARTS])

/** A way that leads into the folder and nowhere else. */
export function checked(path: string): string {
  if (!isInside(path) || RESERVED.has(path) || [`${PARTS}/`, LOCK].some((own) => path.startsWith(own)))
    throw new RangeError(`an export can't touch ${JSON.stringify(path)}`)
  return path
}
