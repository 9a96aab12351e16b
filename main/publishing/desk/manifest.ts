/** What lies in a folder of an export and is ours: which unit made which file, by their hashes. It has no date, so that the same export is the same bytes. */
import { createHash } from 'node:crypto'
import { z } from '#preload/document/zod.ts'

export const MANIFEST = 'moke-export.json'

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const KeptFile = z.strictObject({ path: z.string().min(1), sha256: Sha256 })
export type KeptFile = z.infer<typeof KeptFile>

const KeptUnit = z.strictObject({
  /** Of its input, its target and the target's version. */
  key: Sha256,
  files: z.array(KeptFile),
})
export type KeptUnit = z.infer<typeof KeptUnit>

const Manifest = z.strictObject({
  format: z.literal('moke-export'),
  version: z.literal(1),
  target: z.string(),
  /** False while it is written. */
  isWhole: z.boolean(),
  units: z.record(z.string(), KeptUnit),
})
export type Manifest = z.infer<typeof Manifest>

export function emptyManifest(target: string): Manifest {
  return { format: 'moke-export', version: 1, target, isWhole: false, units: {} }
}

/** What a manifest says; null where it is none, or of another target, so that nothing in the folder counts as ours. */
export function readManifest(text: string, target: string): Manifest | null {
  try {
    const read = Manifest.safeParse(JSON.parse(text))
    return read.success && read.data.target === target ? read.data : null
  } catch {
    return null
  }
}

export function manifestText(manifest: Manifest): string {
  const units = Object.fromEntries(Object.entries(manifest.units).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  return `${JSON.stringify({ ...manifest, units }, null, 1)}\n`
}

export function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex')
}

/** The key of a unit's input. The order of properties means nothing. */
export function keyOf(target: string, version: number, input: unknown): string {
  return sha256(JSON.stringify([target, version, sorted(input)]))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, each]) => [name, sorted(each)]),
  )
}
