/** Older batches packed together, many in a row: their changes, how these divide into steps, and the moments among them. */
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { Change } from '#preload/document/schema.ts'
import { StepPart } from '#preload/document/steps.ts'
import { readChanges } from '#preload/document/versions.ts'
import { z } from '#preload/document/zod.ts'
import { dictionary } from './dictionary.ts'
import { ifReadable } from './failure.ts'
import { checksumOf } from './verify.ts'

/** Packed batches as they are stored. */
export interface PackedRow {
  readonly revision: number
  readonly base: number
  readonly id: string
  readonly document_version: number
  readonly content: Buffer
  readonly checksum: number
  readonly since: number
  readonly at: number
  readonly words: number | null
  readonly grain: number
}

/** A revision within a stretch: after how many of its changes, when, and 字数 then. */
const Moment = z.tuple([z.number(), z.number(), z.number(), z.number().nullable()])
export type Moment = z.infer<typeof Moment>

/** What packed batches hold. */
export interface Content {
  readonly changes: readonly Change[]
  readonly steps: readonly StepPart[]
  /** Revision, changes, time, 字数 of each revision that can still be told from the next; the last one among them. */
  readonly moments: readonly Moment[]
}

const Packed = z.strictObject({ changes: z.unknown(), steps: z.array(StepPart), moments: z.array(Moment).min(1) })

/** What packed batches hold, or null when they are damaged. */
export function readPacked(row: Pick<PackedRow, 'content' | 'checksum' | 'document_version'>): Content | null {
  const text = checksumOf(row.content) === row.checksum ? inflated(row.content) : null
  if (text === null) return null
  return ifReadable(() => {
    const { changes, ...rest } = Packed.parse(JSON.parse(text))
    return { ...rest, changes: readChanges(changes, row.document_version) }
  })
}

/** The JSON that was stored compressed, or null when it is damaged. */
export function inflated(content: Buffer): string | null {
  try {
    return inflateRawSync(content, { dictionary }).toString()
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) return null
    throw error
  }
}

/** JSON as it is stored compressed. */
export function deflated(json: string): Buffer {
  return deflateRawSync(json, { level: 9, dictionary })
}

export function writePacked(content: Content): { content: Buffer; checksum: number } {
  const packed = deflated(JSON.stringify(content))
  return { content: packed, checksum: checksumOf(packed) }
}
