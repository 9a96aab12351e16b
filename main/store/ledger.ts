/** The ledger of what went out: exports, what lessons said then, what is marked as published, and how targets were set. It knows no target. */
import type { Database } from './database.ts'

/** What an entry was when it went out. */
export interface OutVersion {
  readonly revision: number
  readonly title: string
  readonly hash: string
  /** The settings that it went out by, each as a hash by its name; one of all of them from earlier versions; left out or null: not known. */
  readonly settings?: string | null
}

export interface ExportRow {
  readonly id: number
  readonly course: string
  readonly title: string
  readonly target: string
  readonly folder: string
  readonly at: number
  readonly lessons: number
  readonly isWhole: boolean
  readonly written: number
  readonly kept: number
  readonly removed: number
  readonly findings: Readonly<Record<string, number>>
  /** Of the course as a whole, as those of a lesson; left out or null: not known. */
  readonly settings?: string | null
}

export interface ExportedRow extends OutVersion {
  readonly lesson: string
  readonly target: string
  readonly at: number
}

export interface PublishedRow extends OutVersion {
  readonly entry: string
  readonly target: string
  readonly at: number
  readonly address: string | null
}

/** A range of exports, newest first. */
export interface ExportsAsked {
  readonly course: string | null
  readonly target?: string
  /** Of whole courses alone, or of some lessons alone; left out: both. */
  readonly isWhole?: boolean
  readonly from: number
  readonly count: number
}

type StoredExport = Omit<ExportRow, 'isWhole' | 'findings'> & { readonly is_whole: number; readonly findings: string }

const asRow = ({ is_whole: isWhole, findings, ...row }: StoredExport): ExportRow => ({ ...row, isWhole: isWhole !== 0, findings: JSON.parse(findings) })

export class Ledger {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /** Notes an export with what its lessons were; answers its id. */
  addExport(row: Omit<ExportRow, 'id'>, lessons: readonly (OutVersion & { readonly lesson: string })[]): number {
    const put = this.#db.prepare(`
      INSERT INTO export (course, title, target, folder, at, lessons, is_whole, written, kept, removed, findings, settings)
      VALUES ($course, $title, $target, $folder, $at, $lessons, $isWhole, $written, $kept, $removed, $findings, $settings)
    `)
    const { lastInsertRowid } = put.run({ settings: null, ...row, isWhole: Number(row.isWhole), findings: JSON.stringify(row.findings) })
    this.addOut(row.target, row.at, lessons)
    return Number(lastInsertRowid)
  }

  /** Notes what lessons were when they went out, by an export or by being copied. */
  addOut(target: string, at: number, lessons: readonly (OutVersion & { readonly lesson: string })[]): void {
    const note = this.#db.prepare(
      'INSERT OR REPLACE INTO exported (lesson, target, at, revision, title, hash, settings) VALUES ($lesson, $target, $at, $revision, $title, $hash, $settings)',
    )
    for (const lesson of lessons) note.run({ settings: null, ...lesson, target, at })
  }

  export(id: number): ExportRow | undefined {
    const row = this.#db.prepare<[number], StoredExport>('SELECT * FROM export WHERE id = ?').get(id)
    return row && asRow(row)
  }

  exports({ course, target, isWhole, from, count }: ExportsAsked): { total: number; rows: ExportRow[] } {
    const where = '($course IS NULL OR course = $course) AND ($target IS NULL OR target = $target) AND ($isWhole IS NULL OR is_whole = $isWhole)'
    const asked = { course, target: target ?? null, isWhole: isWhole === undefined ? null : Number(isWhole) }
    const total = this.#db.prepare<[typeof asked], number>(`SELECT count(*) FROM export WHERE ${where}`).pluck().get(asked) ?? 0
    const rows = this.#db
      .prepare<[typeof asked & { from: number; count: number }], StoredExport>(
        `SELECT * FROM export WHERE ${where} ORDER BY at DESC, id DESC LIMIT $count OFFSET $from`,
      )
      .all({ ...asked, from, count })
    return { total, rows: rows.map(asRow) }
  }

  /** The last export of each lesson to each target. */
  exported(): ExportedRow[] {
    return this.#db.prepare<[], ExportedRow>('SELECT * FROM exported').all()
  }

  /** When something was exported to which target; `some`: of those, when it was some lessons of a course alone. */
  exportTimes(): { readonly all: ReadonlySet<string>; readonly some: ReadonlySet<string> } {
    const times = this.#db
      .prepare<[], { time: string; isSome: number }>("SELECT target || ' ' || at AS time, max(is_whole = 0) AS isSome FROM export GROUP BY target, at")
      .all()
    return { all: new Set(times.map(({ time }) => time)), some: new Set(times.flatMap(({ time, isSome }) => (isSome ? [time] : []))) }
  }

  published(): PublishedRow[] {
    return this.#db.prepare<[], PublishedRow>('SELECT * FROM published').all()
  }

  setPublished(rows: readonly PublishedRow[]): void {
    const put = this.#db.prepare(
      'INSERT OR REPLACE INTO published (entry, target, at, address, revision, title, hash, settings) VALUES ($entry, $target, $at, $address, $revision, $title, $hash, $settings)',
    )
    for (const row of rows) put.run({ settings: null, ...row })
  }

  removePublished(entries: readonly string[], target: string): void {
    const remove = this.#db.prepare('DELETE FROM published WHERE entry = ? AND target = ?')
    for (const entry of entries) remove.run(entry, target)
  }

  /** How a target is set for a course; where it never was, as it was set last for another. */
  choice(course: string, target: string): Record<string, unknown> {
    const found = this.#db
      .prepare<[string, string], string>('SELECT options FROM target_choice WHERE target = ? ORDER BY course = ? DESC, at DESC LIMIT 1')
      .pluck()
      .get(target, course)
    return found === undefined ? {} : JSON.parse(found)
  }

  ownChoice(course: string, target: string): Record<string, unknown> {
    const found = this.#db.prepare<[string, string], string>('SELECT options FROM target_choice WHERE target = ? AND course = ?').pluck().get(target, course)
    return found === undefined ? {} : JSON.parse(found)
  }

  setChoice(course: string, target: string, options: Readonly<Record<string, unknown>>, at: number): void {
    this.#db.prepare('INSERT OR REPLACE INTO target_choice (course, target, options, at) VALUES (?, ?, ?, ?)').run(course, target, JSON.stringify(options), at)
  }
}
