/** What tells of which bundle an adapter comes: a small file that goes along with the texts, and comes back with what was learnt of them. */
import { createHash } from 'node:crypto'
import { z } from '#preload/document/zod.ts'
import type { ListedWork } from './texts.ts'

export const markName = 'moke-bundle.json'

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
