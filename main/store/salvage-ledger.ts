/** Taking what went out, and what is marked as published, out of a broken workspace: whatever of it can be true, and is of an entry that is there. */
import { z } from '#preload/document/zod.ts'
import type { Database } from './database.ts'
import { Ledger } from './ledger.ts'
import type { Remains } from './remains.ts'

const count = z.number().int().min(0)
// An older workspace has none.
const settings = z
  .string()
  .regex(/^(?:[0-9a-f]{64}|\{(?:"[\w-]+":"[0-9a-f]+",?)*\})$/)
  .nullable()
  .catch(null)
const OutVersion = { settings, target: z.string().min(1), at: count, revision: count, title: z.string(), hash: z.string().regex(/^[0-9a-f]{64}$/) }
const Exported = z.object({ lesson: z.string(), ...OutVersion })
const Published = z.object({ entry: z.string(), address: z.string().nullable(), ...OutVersion })
const Export = z.object({
  course: z.string(),
  title: z.string(),
  target: z.string().min(1),
  folder: z.string(),
  at: count,
  lessons: count,
  is_whole: count,
  written: count,
  kept: count,
  removed: count,
  findings: z.string(),
  settings,
})
const Json = z.string().transform((text, context) => {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text))
  } catch {
    context.addIssue({ code: 'custom', message: 'no JSON' })
    return z.NEVER
  }
})
const Counts = Json.pipe(z.record(z.string(), count))
const Choice = z.object({ course: z.string(), target: z.string().min(1), options: Json, at: count })

/** Of what the good copy has too, the later stays. */
export function takeLedger(db: Database, remains: Remains): void {
  const ledger = new Ledger(db)
  const isThere = db.prepare<[string], number>('SELECT 1 FROM node WHERE id = ?').pluck()
  const known = <Row extends { readonly at: number }>(rows: readonly Row[], keyOf: (row: Row) => string) => {
    const times = new Map(rows.map((row) => [keyOf(row), row.at]))
    return (row: Row): boolean => (times.get(keyOf(row)) ?? -1) < row.at
  }
  const isNewExport = known(
    ledger.exports({ course: null, from: 0, count: Number.MAX_SAFE_INTEGER }).rows,
    ({ course, target, at }) => `${course} ${target} ${at}`,
  )
  for (const row of remains.ledger('export')) {
    const [read, findings] = [Export.safeParse(row), Counts.safeParse(row['findings'])]
    if (!read.success || !findings.success || !isThere.get(read.data.course)) continue
    const { is_whole: isWhole, ...data } = read.data
    const taken = { ...data, id: 0, isWhole: isWhole !== 0, findings: findings.data }
    if (isNewExport(taken)) ledger.addExport(taken, [])
  }
  const isNewExported = known(ledger.exported(), ({ lesson, target }) => `${lesson} ${target}`)
  const put = db.prepare(
    'INSERT OR REPLACE INTO exported (lesson, target, at, revision, title, hash, settings) VALUES ($lesson, $target, $at, $revision, $title, $hash, $settings)',
  )
  for (const row of remains.ledger('exported')) {
    const read = Exported.safeParse(row)
    if (read.success && isThere.get(read.data.lesson) && isNewExported(read.data)) put.run(read.data)
  }
  const isNewPublished = known(ledger.published(), ({ entry, target }) => `${entry} ${target}`)
  for (const row of remains.ledger('published')) {
    const read = Published.safeParse(row)
    if (read.success && isThere.get(read.data.entry) && isNewPublished(read.data)) ledger.setPublished([read.data])
  }
  for (const row of remains.ledger('target_choice')) {
    const read = Choice.safeParse(row)
    if (read.success && isThere.get(read.data.course)) ledger.setChoice(read.data.course, read.data.target, read.data.options, read.data.at)
  }
}
