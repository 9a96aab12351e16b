/** What tells of which bundle an adapter comes: a small file that goes along with the texts, and comes back with what was learnt of them. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { z } from '#preload/document/zod.ts'
import type { ListedWork } from './texts.ts'

export const markName = 'moke-bundle.json'

/** What is longer is no mark. */
export const mostMarkBytes = 1000

export const BundleId = z.string().regex(/^[0-9a-f]{32}$/)

export const BundleMark = z.object({ kind: z.literal('moke-training-bundle'), id: BundleId })

/** The same works, divided alike, for the same base are the same bundle. */
export function bundleId(works: readonly ListedWork[], base: { readonly sizes: string; readonly numbers: string }): string {
  const said = [base.sizes, base.numbers, ...works.map(({ split, sha256 }) => `${split} ${sha256}`)]
  return createHash('sha256').update(said.join('\n')).digest('hex').slice(0, 32)
}

export function markOf(id: string): string {
  return `${JSON.stringify({ kind: 'moke-training-bundle', id } satisfies z.infer<typeof BundleMark>)}\n`
}

/** The bundle whose mark lies in a folder; null where there is none that can be read. */
export function bundleIn(folder: string): string | null {
  const file = join(folder, markName)
  if (!existsSync(file) || statSync(file).size > mostMarkBytes) return null
  return markIn(readFileSync(file, 'utf8'), BundleMark)?.id ?? null
}

/** What a mark of one kind says; null for whatever else stands in its place. */
export function markIn<S extends z.ZodType>(text: string, kind: S): z.output<S> | null {
  try {
    return kind.parse(JSON.parse(text))
  } catch {
    return null // others may write there what they like
  }
}
