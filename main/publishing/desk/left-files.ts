/** Which files of the author's stand in the places of a unit's, as its list says, and how they are told; and which they laid into folders that are no lesson's any more. */
import { readdir } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { absent } from './absent.ts'
import { foldedWay } from './caseless.ts'
import type { Finding } from './finding.ts'
import { isInside, type KeptUnit } from './manifest.ts'

/** Where the author's own files were left in the places of a unit's. */
export function leftIn({ findings }: Pick<KeptUnit, 'findings'>): ReadonlySet<string> {
  return new Set(findings.flatMap(({ kind, text }) => (kind === 'file-kept' ? [text] : [])))
}

/** Whether nothing of a unit lies there as it was made: all of its files are the author's own. */
export function isLeft(unit: KeptUnit | undefined): boolean {
  if (!unit) return false
  const left = leftIn(unit)
  return left.size > 0 && unit.files.every(({ path }) => left.has(path))
}

/** A file of the author's was left in the place of one of the export's. */
export function keptFinding(path: string): Finding {
  return { level: 'todo', kind: 'file-kept', lesson: null, block: null, text: path, numbers: {} }
}

/** A file of the author's stands where nothing is made any more. */
export function oldFinding(path: string): Finding {
  return { ...keptFinding(path), kind: 'file-old' }
}

/** What systems lay into folders by themselves. */
const OF_SYSTEMS: ReadonlySet<string> = new Set(['thumbs.db', 'desktop.ini'])

/**
 * The author's files in folders out of which the last of an export's own went: a recording beside a script, where the lesson has another folder
 * now. `folders`: those out of which something went; `units`: what the export has still.
 */
export async function leftBehind(
  within: string,
  folders: ReadonlySet<string>,
  units: readonly (readonly [string, Pick<KeptUnit, 'files'>])[],
): Promise<string[]> {
  const gone = new Set([...folders].filter((folder) => folder !== '.'))
  if (gone.size === 0) return []
  const ways = units.flatMap(([, { files }]) => files.map(({ path }) => foldedWay(path)))
  const behind: string[] = []
  for (const folder of gone) {
    const above = `${foldedWay(folder)}/`
    if (ways.some((way) => way.startsWith(above))) continue
    const found = (await readdir(join(within, folder), { recursive: true, withFileTypes: true }).catch(absent)) ?? []
    for (const each of found) {
      const path = relative(within, join(each.parentPath, each.name)).split(sep).join('/')
      if (each.isFile() && !each.name.startsWith('.') && !OF_SYSTEMS.has(each.name.toLowerCase()) && isInside(path)) behind.push(path)
    }
  }
  return [...new Set(behind)].toSorted()
}
