/** The works of the archive over one connection. What a work's text is, and what is known of it, whoever adds it says. */
import { type Database, numberPragma } from './database.ts'
import { checksumOf } from './verify.ts'
import { folderAmounts, type FolderRow, outOfAll, type RemovedRow, removedRows, shown, totalAmounts, type WorkTotals } from './works-amounts.ts'
import { handBack, handOverBatch, handOverFolders } from './works-handing.ts'

/** A work without its text. */
export interface WorkRow {
  readonly number: number
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly file: string
  readonly folder: string
  readonly words: number
  readonly chinese: number
  readonly quoted: number
  /** JSON. */
  readonly personal: string
  readonly written: string | null
  readonly added_at: number
  readonly hash: string
  /** 1: left out by itself. 2: with its folder, with which it is taken in again. */
  readonly excluded: number
  /** JSON: 字 that are learnt of it, by each choice of what is kept; null where that was not counted yet. */
  readonly learnt: string | null
  /** 1: its title is a question that somebody else asked. */
  readonly answer: number
  /** Questions in what is learnt of it; null where they were not counted yet. */
  readonly pairs: number | null
}

/** A work as it is added. */
export interface NewWork extends Omit<WorkRow, 'number' | 'added_at'> {
  readonly sketch: Uint32Array
  /** Compressed. */
  readonly text: Buffer
  readonly grams: string
}

const columns = 'number, id, kind, title, file, folder, words, chinese, quoted, personal, written, added_at, hash, excluded, learnt, answer, pairs'
export class Works {
  readonly #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  begin(batch: string, now: number): void {
    this.#db.prepare('INSERT INTO batch (id, at) VALUES (?, ?)').run(batch, now)
  }

  /** Adds a work to a batch. Where it is there already, here or among what counts, that is noted, and the work that it is answered. */
  add(batch: string, work: NewWork, now: number): { readonly same: string | null } {
    return this.#change(() => {
      const same = this.#sayingSame(batch, work.hash)
      if (same) {
        this.#db.prepare('INSERT INTO same (batch, file, folder, work) VALUES (?, ?, ?, ?)').run(batch, work.file, work.folder, same.number)
        return { same: same.title }
      }
      const { sketch, text, grams, ...row } = work
      const { lastInsertRowid: number } = this.#db
        .prepare(`
          INSERT INTO work (id, batch, kind, title, file, folder, words, chinese, quoted, personal, written, added_at, hash, sketch, excluded, learnt, answer, pairs)
          VALUES ($id, $batch, $kind, $title, $file, $folder, $words, $chinese, $quoted, $personal, $written, $now, $hash, $sketch, $excluded, $learnt, $answer, $pairs)
        `)
        .run({ ...row, batch, now, sketch: Buffer.from(sketch.buffer, sketch.byteOffset, sketch.byteLength) })
      this.#db.prepare('INSERT INTO work_text (work, packed, checksum) VALUES (?, ?, ?)').run(number, text, checksumOf(text))
      this.#db.prepare('INSERT INTO gram (rowid, grams) VALUES (?, ?)').run(number, grams)
      return { same: null }
    })
  }

  #sayingSame(batch: string, hash: string): { number: number; title: string } | undefined {
    return this.#db
      .prepare<[string, string], { number: number; title: string }>(
        `SELECT number, title FROM work WHERE hash = ? AND removal IS NULL AND (batch = ? OR ${shown}) ORDER BY number LIMIT 1`,
      )
      .get(hash, batch)
  }

  /** From now on what was added counts, flushed to the disk. */
  finish(batch: string, now: number): void {
    this.#db.prepare('UPDATE batch SET finished_at = ? WHERE id = ?').run(now, batch)
  }

  /** While a batch is under way nothing that counts depends on it, so its commits need not wait for the disk. */
  setSafety(safety: 'each-commit' | 'with-the-last'): void {
    this.#db.pragma(`synchronous = ${safety === 'each-commit' ? 'FULL' : 'NORMAL'}`)
  }

  get safety(): 'each-commit' | 'with-the-last' {
    return numberPragma(this.#db, 'synchronous') === 1 ? 'with-the-last' : 'each-commit'
  }

  /** Does what an author has done for good once it is done, whatever is under way. */
  surely<T>(work: () => T): T {
    if (this.safety === 'each-commit') return work()
    this.setSafety('each-commit')
    try {
      return work()
    } finally {
      this.setSafety('with-the-last')
    }
  }

  /** Deletes all that was added together, for good, but what other files brought too. Whether there was anything. */
  takeBack(batch: string): boolean {
    return this.#change(() => {
      handOverBatch(this.#db, batch)
      this.#delete('batch = ?', batch)
      return this.#db.prepare('DELETE FROM batch WHERE id = ?').run(batch).changes > 0
    })
  }

  /** Deletes for good what a death left unfinished, and what was removed. */
  tidy(): void {
    this.#change(() => {
      this.#delete('removal IS NOT NULL OR batch IN (SELECT id FROM batch WHERE finished_at IS NULL)')
      this.#db.prepare('DELETE FROM batch WHERE finished_at IS NULL').run()
      this.#db.prepare('DELETE FROM handed').run()
    })
  }

  /** Works, and all of folders, out of everything until they are deleted for good or come back. What of a folder lies in another one too stays there. How many. */
  remove(ids: readonly string[], folders: readonly string[], removal: string): number {
    return this.#change(() => {
      const one = this.#db.prepare(`UPDATE work SET removal = ? WHERE id = ? AND ${shown}`)
      const whole = this.#db.prepare(`UPDATE work SET removal = ? WHERE folder = ? AND ${shown}`)
      const single = ids.reduce((sum, id) => sum + one.run(removal, id).changes, 0)
      return folders.reduce((sum, folder) => sum + whole.run(removal, folder).changes, single + handOverFolders(this.#db, folders, removal))
    })
  }

  /** How many came back. */
  restore(removal: string): number {
    return this.#change(() => this.#db.prepare('UPDATE work SET removal = NULL WHERE removal = ?').run(removal).changes + handBack(this.#db, removal))
  }

  /** What waits to be deleted for good, by the folders that it was in, what was removed last first. */
  removals(): RemovedRow[] {
    return removedRows(this.#db)
  }

  forget(removal: string): void {
    this.#change(() => {
      this.#delete('removal = ?', removal)
      this.#db.prepare('DELETE FROM handed WHERE removal = ?').run(removal)
    })
  }

  #delete(which: string, ...values: readonly string[]): void {
    this.#db.prepare(`INSERT OR IGNORE INTO gone (id) SELECT id FROM work WHERE ${which}`).run(...values)
    this.#db.prepare(`DELETE FROM gram WHERE rowid IN (SELECT number FROM work WHERE ${which})`).run(...values)
    this.#db.prepare(`DELETE FROM work WHERE ${which}`).run(...values)
  }

  /** Folds the log into the file, so that nothing deleted is left in it. */
  settle(): void {
    this.#db.pragma('wal_checkpoint(TRUNCATE)')
  }

  excludeWorks(ids: readonly string[], excluded: boolean): void {
    this.#change(() => {
      const one = this.#db.prepare('UPDATE work SET excluded = ? WHERE id = ?')
      for (const id of ids) one.run(excluded ? 1 : 0, id)
    })
  }

  /**
   * Leaves a whole folder out, or takes it in. What was left out of it by itself stays so while it is out, and when it is taken in
   * again; taken in while some of it is in, or with nothing else in it, all of it is.
   */
  excludeFolder(folder: string, excluded: boolean): void {
    const change = (from: string, to: number) => this.#db.prepare(`UPDATE work SET excluded = ${to} WHERE folder = ? AND ${from} AND ${shown}`).run(folder)
    this.#change(() => {
      if (excluded) change('excluded = 0', 2)
      else if (this.folderOut(folder) === 2) change('excluded = 2', 0)
      else change('excluded > 0', 0)
    })
  }

  /** Folders in the order of their names. `choice`: which of the amounts of `learnt` holds. */
  folders(choice: number): FolderRow[] {
    return folderAmounts(this.#db, choice)
  }

  /** `areTheirs`: of its questions only the title of an answer is somebody else's. */
  totals(choice: number, areTheirs: boolean): WorkTotals {
    return totalAmounts(this.#db, choice, areTheirs)
  }

  /** Works whose learnt 字 or questions were not counted yet. `amounts`: so many are counted of a work, or none where its text is damaged. */
  uncounted(amounts: number): Pick<WorkRow, 'number' | 'title' | 'answer'>[] {
    return this.#db
      .prepare<[number], Pick<WorkRow, 'number' | 'title' | 'answer'>>(
        'SELECT number, title, answer FROM work WHERE learnt IS NULL OR pairs IS NULL OR json_array_length(learnt) NOT IN (0, ?)',
      )
      .all(amounts)
  }

  setLearnt(number: number, learnt: string, pairs: number): void {
    this.#db.prepare('UPDATE work SET learnt = ?, pairs = ? WHERE number = ?').run(learnt, pairs, number)
  }

  /** How all of a folder is left out, as a work's `excluded` says; 0 where some of it is in, or nothing is in it. `file`: how all that came by that way are. */
  folderOut(folder: string, file: string | null = null): number {
    const which = `folder = ? AND file = ifnull(?, file) AND ${shown}`
    return this.#db.prepare<[string, string | null], number>(`SELECT ${outOfAll} FROM work WHERE ${which}`).pluck().get(folder, file) ?? 0
  }

  /** Places of personal data in what is learnt, by kind. */
  personal(): { kind: string; count: number }[] {
    return this.#db
      .prepare<[], { kind: string; count: number }>(`
        SELECT each.key AS kind, sum(each.value) AS count FROM work JOIN json_each(work.personal) AS each WHERE work.excluded = 0 AND ${shown} GROUP BY each.key
      `)
      .all()
  }

  count(folder: string | null): number {
    return this.#db.prepare<[string | null], number>(`SELECT count(*) FROM work WHERE folder = ifnull(?, folder) AND ${shown}`).pluck().get(folder) ?? 0
  }

  list(folder: string | null, from: number, count: number): WorkRow[] {
    return this.#db
      .prepare<[string | null, number, number], WorkRow>(
        `SELECT ${columns} FROM work WHERE folder = ifnull(?, folder) AND ${shown} ORDER BY folder, number LIMIT ? OFFSET ?`,
      )
      .all(folder, count, from)
  }

  /** All that count, in the order in which they came, without their texts. */
  all(): WorkRow[] {
    return this.#db.prepare<[], WorkRow>(`SELECT ${columns} FROM work WHERE ${shown} ORDER BY number`).all()
  }

  work(id: string): WorkRow | undefined {
    return this.#db.prepare<[string], WorkRow>(`SELECT ${columns} FROM work WHERE id = ? AND ${shown}`).get(id)
  }

  /** The text of a work as it is kept; null where it is damaged or gone. */
  text(number: number): Buffer | null {
    const row = this.#db.prepare<[number], { packed: Buffer; checksum: number }>('SELECT packed, checksum FROM work_text WHERE work = ?').get(number)
    return row && checksumOf(row.packed) === row.checksum ? row.packed : null
  }

  sketch(number: number): Uint32Array {
    const bytes = this.#db.prepare<[number], Buffer>('SELECT sketch FROM work WHERE number = ?').pluck().get(number)
    // A copy of its own begins where numbers may.
    return bytes ? new Uint32Array(Uint8Array.from(bytes).buffer) : new Uint32Array()
  }

  sameCount(): number {
    return this.#db.prepare<[], number>(`SELECT count(*) FROM same JOIN work ON work.number = same.work WHERE ${sameShown}`).pluck().get() ?? 0
  }

  /** Files that a work says the same as; those of a batch alone where one is named. */
  same(batch: string | null, from: number, count: number): { path: string; work: string; title: string }[] {
    return this.#db
      .prepare<[string | null, number, number], { path: string; work: string; title: string }>(`
        SELECT same.file AS path, work.id AS work, work.title FROM same JOIN work ON work.number = same.work
        WHERE same.batch = ifnull(?, same.batch) AND ${sameShown} ORDER BY same.file LIMIT ? OFFSET ?
      `)
      .all(batch, count, from)
  }

  /** How many works and 字 a finished batch brought. */
  brought(batch: string): { works: number; words: number } {
    return (
      this.#db
        .prepare<[string], { works: number; words: number }>('SELECT count(*) AS works, ifnull(sum(words), 0) AS words FROM work WHERE batch = ?')
        .get(batch) ?? {
        works: 0,
        words: 0,
      }
    )
  }

  /** Works that may hold what the index is asked for, the newest first; all that count where it is not asked. */
  candidates(question: string | null): WorkRow[] {
    const which = question === null ? '' : 'AND number IN (SELECT rowid FROM gram WHERE gram MATCH $question)'
    return this.#db
      .prepare<unknown[], WorkRow>(`SELECT ${columns} FROM work WHERE ${shown} ${which} ORDER BY number DESC`)
      .all(question === null ? {} : { question })
  }

  /** The numbers of all works whose text holds a gram, also of those that don't count. */
  holders(gram: string): number[] {
    return this.#db.prepare<[string], number>('SELECT rowid FROM gram WHERE gram MATCH ?').pluck().all(`"${gram}"`)
  }

  /** A work that counts and is not left out, by its number. */
  learntWork(number: number): WorkRow | undefined {
    return this.#db.prepare<[number], WorkRow>(`SELECT ${columns} FROM work WHERE number = ? AND excluded = 0 AND ${shown}`).get(number)
  }

  courses(): Set<string> {
    return new Set(this.#db.prepare<[], string>('SELECT id FROM course').pluck().all())
  }

  /** Courses that the author has left out; one that is in neither set was never decided on. */
  coursesOut(): Set<string> {
    return new Set(this.#db.prepare<[], string>('SELECT id FROM course_out').pluck().all())
  }

  lessonsOut(): Set<string> {
    return new Set(this.#db.prepare<[], string>('SELECT id FROM lesson_out').pluck().all())
  }

  /** Ids of works that were removed: for good, and those that may still be had back. */
  removed(): { readonly gone: Set<string>; readonly waiting: Set<string> } {
    return {
      gone: new Set(this.#db.prepare<[], string>('SELECT id FROM gone').pluck().all()),
      waiting: new Set(this.#db.prepare<[], string>('SELECT id FROM work WHERE removal IS NOT NULL').pluck().all()),
    }
  }

  setCourse(id: string, isLearnt: boolean): void {
    const [into, from] = isLearnt ? ['course', 'course_out'] : ['course_out', 'course']
    this.#db.prepare(`INSERT OR IGNORE INTO ${into} (id) VALUES (?)`).run(id)
    this.#db.prepare(`DELETE FROM ${from} WHERE id = ?`).run(id)
  }

  setLessonOut(id: string, isOut: boolean): void {
    this.#db.prepare(isOut ? 'INSERT OR IGNORE INTO lesson_out (id) VALUES (?)' : 'DELETE FROM lesson_out WHERE id = ?').run(id)
  }

  choice(name: string): string | undefined {
    return this.#db.prepare<[string], string>('SELECT value FROM choice WHERE name = ?').pluck().get(name)
  }

  choose(name: string, value: string): void {
    this.#db.prepare('INSERT INTO choice (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(name, value)
  }

  /** All or nothing. */
  #change<T>(work: () => T): T {
    return this.#db.transaction(work).immediate()
  }
}

const sameShown = `${shown} AND same.batch IN (SELECT id FROM batch WHERE finished_at IS NOT NULL)`
