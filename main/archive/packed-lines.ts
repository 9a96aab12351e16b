/** A work's lines as they are stored: compressed JSON. */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { WorkLine } from '#preload/contract/works.ts'

export function packLines(lines: readonly WorkLine[]): Buffer {
  return deflateRawSync(JSON.stringify(lines))
}

/** Of what `packLines` made: whoever stores it knows whether it is whole. */
export function unpackLines(packed: Uint8Array): WorkLine[] {
  const lines: WorkLine[] = JSON.parse(inflateRawSync(packed).toString())
  return lines
}
