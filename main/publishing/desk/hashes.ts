/** Hashes of what is made, and of what it is made from. */
import { createHash } from 'node:crypto'

export function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex')
}

/** The key of a unit's input. The order of properties means nothing. */
export function keyOf(target: string, version: number, input: unknown): string {
  return hashOf([target, version, input])
}

/** Of a value, whatever the order of its properties. */
export function hashOf(value: unknown): string {
  return sha256(JSON.stringify(sorted(value)))
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
