/**
 * The units that an export wrote since it wrote its list, and the one that it is about to write: the list itself, which names thousands of
 * files in a long course, is written only now and then. Noted before any of their files is touched, so that an export that was killed knows
 * them all as its own.
 */
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { emptyManifest, type KeptUnit, type Manifest, manifestBytes, readManifest } from './manifest.ts'
import { PARTS, placed } from './placing.ts'

const AHEAD = `${PARTS}/ahead.json`

type Units = Readonly<Record<string, KeptUnit>>

export async function keepAhead(folder: string, { target, course }: Pick<Manifest, 'target' | 'course'>, units: Units): Promise<void> {
  await placed(folder, AHEAD, manifestBytes({ ...emptyManifest(target, course), units }))
}

/** A list as it would be by now; itself where there is nothing that it does not know. */
export async function withAhead(folder: string, list: Manifest): Promise<Manifest> {
  const text = await readFile(join(folder, AHEAD), 'utf8').catch(() => '')
  const ahead = readManifest(text, list.target, list.course)
  return ahead === null ? list : { ...list, isWhole: false, units: { ...list.units, ...ahead.units } }
}

export async function forgetAhead(folder: string): Promise<void> {
  await rm(join(folder, AHEAD), { force: true })
}
