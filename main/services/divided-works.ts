/** Works as records keep them: each with the side that it is on, learnt from or held out. */
import { join } from 'node:path'
import { ifDiskAllows } from '#main/store/failure.ts'
import { z } from '#preload/document/zod.ts'
import type { LearntWork } from './archive-learning.ts'
import type { Workspace } from './open-workspace.ts'
import { readRecord, writeRecord } from './record-file.ts'

/** `hash`: of what it says, by which it is known where it comes back under another id. */
export const SidedWork = z.strictObject({ id: z.string(), title: z.string(), words: z.number(), heldOut: z.boolean(), hash: z.string().optional() })
export type SidedWork = z.infer<typeof SidedWork>

/** A work in a file that may be given to others: one hash or two, of sixteen signs each. */
const WorkKeys = z.string().regex(/^(?:[\w-]{16}){1,2}$/)
const count = z.number().int().min(0)
/** `works`: how many they are, where there are too many for their keys. */
const Side = z.strictObject({ words: count, works: count.optional(), keys: z.array(WorkKeys) })

/** How works were divided that may be unknown here: how much each side was, and by what its works are found. */
export const Divided = z.strictObject({ learning: Side, heldOut: Side })
export type Divided = z.infer<typeof Divided>

/** How works are divided; those that only what they say tells have no side that anything could be proved by later. */
export function sidesOf(works: readonly (Pick<LearntWork, 'title' | 'words' | 'split' | 'hash'> & { readonly id: string | null })[]): SidedWork[] {
  return works.flatMap(({ id, title, words, split, hash }) =>
    id === null ? [] : [{ id, title, words, heldOut: split === 'held-out', ...(hash !== undefined && { hash }) }],
  )
}

/** How much of works is learnt, or held out. */
export function amountOf(works: readonly Pick<SidedWork, 'words' | 'heldOut'>[], heldOut: boolean): { works: number; words: number } {
  const own = works.filter((work) => work.heldOut === heldOut)
  return { works: own.length, words: own.reduce((sum, { words }) => sum + words, 0) }
}

interface Library {
  readonly workspace: Pick<Workspace, 'isWritable'>
  /** The author's folder. */
  readonly folder: string
  readonly files: { keepBundle(id: string, works: readonly SidedWork[]): void }
}

/** Remembers how the works of a bundle are divided, so that what comes back can be proved. Whether the disk let it: the bundle is worth as much without. */
export function rememberBundle({ workspace, folder, files }: Library, id: string, works: Parameters<typeof sidesOf>[0]): boolean {
  const keep = () => {
    files.keepBundle(id, sidesOf(works))
    return true
  }
  return workspace.isWritable() && (ifDiskAllows(folder, keep) ?? false)
}

/** How the works of a bundle for other machines are divided. */
const BundleRecord = z.strictObject({ version: z.literal(1), works: z.array(SidedWork) })

/** Writes it into a folder by the bundle's id. */
export function keepDivision(folder: string, id: string, works: readonly SidedWork[]): void {
  writeRecord(folder, `${id}.json`, { version: 1, works })
}

/** The works of a bundle; none where they are not remembered. */
export function divisionIn(folder: string, id: string): SidedWork[] {
  return readRecord(join(folder, `${id}.json`), BundleRecord)?.works ?? []
}
