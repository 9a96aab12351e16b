/**
 * The batches of a lesson as they are stored: fresh ones a row each, older ones packed, many in a row. Whoever reads
 * the log gets stretches, one for each row, and need not know which it was.
 */
import { applyChange } from '#preload/document/apply.ts'
import { checkDoc, type Nodes } from '#preload/document/node.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import { isDivided, StepPart } from '#preload/document/steps.ts'
import { readChanges } from '#preload/document/versions.ts'
import { z } from '#preload/document/zod.ts'
import { numberPragma, type Database } from './database.ts'
import { ifReadable } from './failure.ts'
import { type Content, type PackedRow, readPacked } from './packed.ts'
import { checksumOf } from './verify.ts'

/** A fresh batch as it is stored. */
export interface BatchRow {
  readonly revision: number
  readonly document_version: number
  readonly changes: string
  readonly checksum: number
}

/** How it divides into steps, beside it; both null where it is one step. */
export interface StepsRow {
  readonly steps: string | null
  readonly steps_checksum: number | null
}

/** The changes from one revision to another, as one row holds them. */
export interface Stretch extends Content {
  readonly base: number
  readonly revision: number
}

const Steps = z.array(StepPart)
/** The changes of a stored batch, or null when it is damaged. */
export function readBatch(row: BatchRow): Change[] | null {
  return checksumOf(row.changes) === row.checksum ? ifReadable(() => readChanges(JSON.parse(row.changes), row.document_version)) : null
}

/** How a batch divides into steps; null when that is damaged, which costs the history before it and no text. */
export function readSteps({ steps, steps_checksum }: StepsRow, changes: number): readonly StepPart[] | null {
  if (steps === null) return [{ count: changes, before: [], after: [] }]
  if (checksumOf(steps) !== steps_checksum) return null
  const parts = ifReadable(() => Steps.parse(JSON.parse(steps)))
  return parts && isDivided(parts, changes) ? parts : null
}

interface FreshRow extends BatchRow, StepsRow {
  readonly at: number
  readonly words: number | null
}

/** The stretches after one revision up to another, oldest first; null, and nothing more, where one is damaged or missing. */
export function* stretchesAfter(db: Database, lesson: string, base: number, end: number): Generator<Stretch | null> {
  let reached = base
  // Migrations of older workspaces read their logs.
  const isOld = numberPragma(db, 'user_version') < packedSince
  const packed = 'SELECT * FROM packed WHERE lesson = ? AND base >= ? AND revision <= ? ORDER BY revision'
  const fresh = db.prepare<[string, number, number], FreshRow>(
    `SELECT ${isOld ? oldColumns : freshColumns} FROM batch WHERE lesson = ? AND revision > ? AND revision <= ? ORDER BY revision`,
  )
  for (const row of isOld ? [] : db.prepare<[string, number, number], PackedRow>(packed).iterate(lesson, base, end)) {
    const stretch = row.base === reached ? stretchOfPacked(row) : null
    yield stretch
    if (!stretch) return
    reached = row.revision
  }
  for (const row of fresh.iterate(lesson, reached, end)) {
    const stretch = row.revision === reached + 1 ? stretchOf(row) : null
    yield stretch
    if (!stretch) return
    reached = row.revision
  }
  if (reached !== end) yield null
}

/** The version since which there are packed batches and steps. */
const packedSince = 80
const oldColumns = 'revision, document_version, changes, checksum, NULL AS steps, NULL AS steps_checksum, at, NULL AS words'
const freshColumns = 'revision, document_version, changes, checksum, steps, steps_checksum, at, words'

/** The stretches up to a revision, newest first; null, and nothing more, where one is damaged, missing, or ends elsewhere. */
export function* stretchesBefore(db: Database, lesson: string, end: number): Generator<Stretch | null> {
  const fresh = db.prepare<[string, number], FreshRow>(`SELECT ${freshColumns} FROM batch WHERE lesson = ? AND revision = ?`)
  const packed = db.prepare<[string, number], PackedRow>('SELECT * FROM packed WHERE lesson = ? AND revision = ?')
  for (let reached = end; reached > 0;) {
    const row = fresh.get(lesson, reached)
    const older = row ? undefined : packed.get(lesson, reached)
    const stretch = row ? stretchOf(row) : older ? stretchOfPacked(older) : null
    yield stretch
    if (!stretch) return
    reached = stretch.base
  }
}

function stretchOf(row: FreshRow): Stretch | null {
  const changes = readBatch(row)
  return (
    changes && {
      base: row.revision - 1,
      revision: row.revision,
      changes,
      steps: readSteps(row, changes.length) ?? [],
      moments: [[row.revision, changes.length, row.at, row.words]],
    }
  )
}

function stretchOfPacked(row: PackedRow): Stretch | null {
  const content = readPacked(row)
  return content && { ...content, base: row.base, revision: row.revision }
}

/** The text at a revision, made from an earlier one; within packed batches, at the last moment up to it that can be told. Null where the log is damaged. */
export function textAt(db: Database, lesson: string, start: { revision: number; doc: Doc }, revision: number): { revision: number; doc: Doc } | null {
  let nodes: Nodes = start.doc
  let reached = start.revision
  for (const stretch of stretchesAfter(db, lesson, reached, endOf(db, lesson, revision))) {
    if (!stretch) return null
    const moment = stretch.moments.findLast(([at]) => at <= revision)
    const end = stretch.revision <= revision ? stretch.changes.length : (moment?.[1] ?? 0)
    const before = nodes
    const after = ifReadable(() => stretch.changes.slice(0, end).reduce<Nodes>(applyChange, before))
    if (!after) return null
    nodes = after
    reached = stretch.revision <= revision ? stretch.revision : (moment?.[0] ?? reached)
  }
  const doc = ifReadable(() => checkDoc(nodes))
  return doc && { revision: reached, doc }
}

/** The end of the row that holds a revision. */
function endOf(db: Database, lesson: string, revision: number): number {
  const asked = db.prepare<[string, number, number], { revision: number }>('SELECT revision FROM packed WHERE lesson = ? AND base < ? AND revision >= ?')
  return asked.get(lesson, revision, revision)?.revision ?? revision
}
