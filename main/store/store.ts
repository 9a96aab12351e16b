/** A workspace that is open: every question and every change of it, over one connection. */
import { createHash } from 'node:crypto'
import { words } from '#preload/document/counting.ts'
import type { Doc } from '#preload/document/schema.ts'
import { eraseNode, eraseNodes, readBin, removeNodes, restoreNodes, type Removed } from './bin.ts'
import { compactOnce, reclaimSpace } from './compact.ts'
import { addCounts, clearCounts, readDays, type Count } from './counts.ts'
import type { Database } from './database.ts'
import { duplicateNode } from './duplicate.ts'
import { addHabits, clearHabits, habitsTotal, readHabits, type HabitCount } from './habits.ts'
import { addImage, readImage, readImages, type ImageRow } from './images.ts'
import { Ledger, type ExportRow, type ExportsAsked, type ExportedRow, type OutVersion, type PublishedRow } from './ledger.ts'
import { Log, type Batch, type PreparedBatch, type Text } from './log.ts'
import { setStates, setTargets } from './plan-changes.ts'
import type { LessonState, LessonTarget } from './plan.ts'
import { Preferences } from './preferences.ts'
import { countRetained } from './retained.ts'
import { type SearchableLesson, searchableLessons, type SearchText, SearchTexts } from './search.ts'
import { insertEntries, type NewEntries } from './new-entries.ts'
import { someChapter } from './shelter.ts'
import type { Found, Place } from './steps.ts'
import { readMoments, readSittings, type Moment, type Sitting } from './timeline.ts'
import { ancestorsOf, isVisible, nodeOf, readTree, type TreeCourse } from './tree.ts'
import { insertNode, moveNodes, renameNode, type Placed } from './tree-changes.ts'
import { nameVersion, readVersions, unnameVersion, type Version, type VersionKind } from './versions.ts'
import { addWritten, readWrittenDays, type WrittenDay } from './written-days.ts'

/** A lesson with its text and the titles of what it lies in. */
export interface LessonText extends Text {
  /** The batch that made this revision; null for the text that a lesson began with. */
  readonly newestBatch: string | null
  readonly title: string
  readonly course: string
  readonly chapter: string
}

/** A course to be made whole, such as the sample course. */
export interface NewCourse {
  readonly title: string
  readonly chapters: readonly { readonly title: string; readonly lessons: readonly { readonly title: string; readonly doc?: Doc | undefined }[] }[]
}

export class Store {
  readonly #db: Database
  readonly #log: Log
  /** The sum of what stands of suggestions, with `retainedChanges` as it was then; null: to be counted anew. */
  #retained: { readonly characters: number; readonly changes: number } | null = null
  readonly #now: () => number
  readonly #searchTexts: SearchTexts
  readonly #ledger: Ledger
  readonly #preferences: Preferences

  constructor(db: Database, folder: string, now: () => number) {
    this.#db = db
    this.#log = new Log(db, folder)
    this.#ledger = new Ledger(db)
    this.#preferences = new Preferences(db)
    this.#searchTexts = new SearchTexts((lesson) => (this.#hasLesson(lesson) ? this.#log.peek(lesson) : undefined))
    this.#now = now
  }

  /** Everything not in the bin. */
  tree(): TreeCourse[] {
    return readTree(this.#db)
  }

  /** What an entry is called, and when it was last changed, in ms since 1970; undefined when it is in the bin. Throws where there is none. */
  entry(id: string): { readonly title: string; readonly changedAt: number } | undefined {
    const node = nodeOf(this.#db, id)
    return isVisible(this.#db, node) ? { title: node.title, changedAt: node.changed_at } : undefined
  }

  bin(): Removed[] {
    return readBin(this.#db)
  }

  /** Makes a course with its chapters and lessons; answers their ids in order. */
  createCourse(course: NewCourse): { course: string; chapters: { id: string; lessons: string[] }[] } {
    return this.#change(() => {
      const id = insertNode(this.#db, { kind: 'course', parent: null, title: course.title }, this.#now())
      const chapters = course.chapters.map((chapter) => {
        const chapterId = insertNode(this.#db, { kind: 'chapter', parent: id, title: chapter.title }, this.#now())
        return { id: chapterId, lessons: chapter.lessons.map((lesson) => this.#insertLesson(chapterId, lesson.title, undefined, lesson.doc)) }
      })
      return { course: id, chapters }
    })
  }

  /** Makes courses, chapters in a course, or lessons in a chapter, with their texts; answers the outermost of what was made. All or none. */
  addEntries(entries: NewEntries): string[] {
    return this.#changeStanding(() => insertEntries(this.#db, this.#log, entries, this.#now()))
  }

  createChapter(course: string, title: string, lessonTitle: string): { chapter: string; lesson: string } {
    return this.#change(() => {
      const chapter = insertNode(this.#db, { kind: 'chapter', parent: course, title }, this.#now())
      return { chapter, lesson: this.#insertLesson(chapter, lessonTitle, undefined, undefined) }
    })
  }

  createLesson(chapter: string, title: string, after?: string): string {
    return this.#change(() => this.#insertLesson(chapter, title, after, undefined))
  }

  rename(id: string, title: string): void {
    this.#change(() => renameNode(this.#db, id, title, this.#now()))
  }

  /** Copies entries, each to right after itself and with a title of its own; answers the copies' ids in order. All or none. */
  duplicate(entries: readonly { readonly id: string; readonly title: string }[]): string[] {
    return this.#changeStanding(() => entries.map(({ id, title }) => duplicateNode(this.#db, this.#log, id, title, this.#now())))
  }

  /** All or none. */
  moveAll(places: readonly Placed[]): void {
    this.#changeStanding(() => moveNodes(this.#db, places, this.#now()))
  }

  move(id: string, parent: string | undefined, index: number): void {
    this.moveAll([{ id, parent, index }])
  }

  remove(...ids: readonly string[]): void {
    this.#changeStanding(() => removeNodes(this.#db, ids, this.#now()))
  }

  restore(...ids: readonly string[]): void {
    this.#changeStanding(() => restoreNodes(this.#db, ids, this.#now()))
  }

  /** How far lessons are. All or none. */
  setStates(lessons: readonly { readonly id: string; readonly state: LessonState }[]): void {
    this.#change(() => setStates(this.#db, lessons, this.#now()))
  }

  /** How long lessons are to become. All or none. */
  setTargets(lessons: readonly ({ readonly id: string } & LessonTarget)[]): void {
    this.#change(() => setTargets(this.#db, lessons, this.#now()))
  }

  erase(id: string): void {
    this.#forget(this.#changeStanding(() => eraseNode(this.#db, id)))
  }

  eraseAll(ids: readonly string[]): void {
    this.#forget(this.#changeStanding(() => eraseNodes(this.#db, ids)))
  }

  /** Frees the memory of lessons that are gone. */
  #forget(lessons: readonly string[]): void {
    this.#log.forget(lessons)
    this.#searchTexts.forgetLessons(lessons)
  }

  /** A lesson with its newest text, also when it is in the bin. */
  openLesson(id: string): LessonText {
    const node = nodeOf(this.#db, id)
    const [chapter, course] = ancestorsOf(this.#db, node)
    const text = this.#log.read(id)
    return { ...text, newestBatch: this.#log.batchAt(id, text.revision) ?? null, title: node.title, chapter: chapter?.title ?? '', course: course?.title ?? '' }
  }

  /** Appends a batch that a page wrote and answers its revision, after the commit. What was written counts for its day. */
  append(batch: Batch): number {
    const now = this.#now()
    return this.#log.append(batch, now, (before, after) => addWritten(this.#db, batch, before, after, now))
  }

  /** Days on which something was written, oldest first. */
  writtenDays(): WrittenDay[] {
    return readWrittenDays(this.#db)
  }

  /** Readies a batch for `appendAll`: what takes its time, before anything is written. `doc` is the text at its base. */
  prepare(batch: Batch, doc: Doc): PreparedBatch {
    return this.#log.prepare(batch, doc)
  }

  /** Appends batches of several lessons: all, or none where one cannot be. With `kind`, the texts before them are kept as versions. Answers their revisions, after the commit. */
  appendAll(batches: readonly PreparedBatch[], kind?: Exclude<VersionKind, 'named'>): number[] {
    const now = this.#now()
    const name = ({ batch: { lesson, base } }: PreparedBatch) => kind && nameVersion(this.#db, lesson, { revision: base, kind, name: '', namedAt: now })
    return this.#log.appendAll(batches, now, () => batches.forEach(name))
  }

  /** Every lesson in the author's order, those of the bin among them. */
  searchableLessons(): SearchableLesson[] {
    return searchableLessons(this.#db)
  }

  /** A lesson's text as it is searched; undefined where it was erased since. */
  searchText(lesson: Pick<SearchableLesson, 'id' | 'revision'>): SearchText | undefined {
    return this.#searchTexts.text(lesson)
  }

  /** Frees the memory that searching takes; the next search reads anew. */
  forgetSearch(): void {
    this.#searchTexts.forget()
  }

  /** The newest text of a lesson that nobody works on, and the batch that made it; undefined when it is in the bin, or nowhere. */
  peekLesson(id: string): (Text & { readonly newestBatch: string | null }) | undefined {
    if (!this.#hasLesson(id) || !isVisible(this.#db, nodeOf(this.#db, id))) return undefined
    const text = this.#log.peek(id)
    return { ...text, newestBatch: this.#log.batchAt(id, text.revision) ?? null }
  }

  /** What can be taken back, or done again, at a place in a lesson's log. */
  steps(lesson: string, from: Place, want: 'undo' | 'redo'): Found {
    return this.#log.steps(lesson, from, want)
  }

  /** A lesson's log as its author remembers it, oldest first, and the moments that have a name. */
  timeline(lesson: string): { revision: number; sittings: Sitting[]; versions: Version[] } {
    const { revision } = this.#log.read(lesson)
    const start = words(this.#log.readAt(lesson, 0).doc)
    return { revision, sittings: readSittings(this.#db, lesson, start), versions: readVersions(this.#db, lesson) }
  }

  /** The revisions after `base` up to another that can still be told apart. */
  moments(lesson: string, base: number, revision: number): Moment[] {
    return readMoments(this.#db, lesson, base, revision)
  }

  /** The text at a revision, or at the last one before it that can still be told. */
  textAt(lesson: string, revision: number): Text {
    return this.#log.readAt(lesson, revision)
  }

  /** Gives a moment the author's name for it; one that can't be told any more, the last before it that can. */
  nameVersion(lesson: string, revision: number, name: string): void {
    const told = this.#log.readAt(lesson, revision)
    this.#change(() => nameVersion(this.#db, lesson, { revision: told.revision, kind: 'named', name, namedAt: this.#now() }))
  }

  unnameVersion(lesson: string, revision: number): void {
    this.#change(() => unnameVersion(this.#db, lesson, revision))
  }

  /** Keeps the newest text as a version, before something large is done to it. Answers its revision. */
  markVersion(lesson: string, kind: Exclude<VersionKind, 'named'>): number {
    const { revision } = this.#log.read(lesson)
    this.#change(() => nameVersion(this.#db, lesson, { revision, kind, name: '', namedAt: this.#now() }))
    return revision
  }

  /** Every lesson that has a log, those of the bin among them. */
  lessonIds(): string[] {
    return this.#db.prepare<[], string>('SELECT id FROM lesson ORDER BY id').pluck().all()
  }

  /** Packs a little of the older part of a lesson's log. Answers whether there was anything to do. */
  compact(lesson: string): boolean {
    return compactOnce(this.#db, lesson, this.#now())
  }

  /** Gives room back to the disk where most of the file is empty. Answers whether it did. */
  reclaim(): boolean {
    return reclaimSpace(this.#db)
  }

  /** No page edits this lesson any more. */
  leaveLesson(id: string): void {
    this.#log.leave(id, this.#now())
  }

  /**
   * Saves a text as a lesson of its own beside another; where that cannot be seen, in the first chapter there is,
   * or in a new course. Rescued again under the same batch id, it is the same lesson.
   */
  rescue(beside: string, batch: string, title: string, doc: Doc): string {
    const id = createHash('sha256').update(`${beside} ${batch}`).digest('hex').slice(0, 20)
    return this.#change(() => {
      if (this.#db.prepare('SELECT 1 FROM lesson WHERE id = ?').get(id)) return id
      const node = this.#db.prepare<[string], { id: string }>("SELECT id FROM node WHERE id = ? AND kind = 'lesson'").get(beside)
      const lesson = node && nodeOf(this.#db, node.id)
      const isBesideSeen = lesson?.parent && ancestorsOf(this.#db, lesson).every((ancestor) => ancestor.removed_at === null)
      const chapter = isBesideSeen ? lesson.parent : null
      return this.#insertLesson(chapter ?? someChapter(this.#db, title, this.#now()), title, beside, doc, id)
    })
  }

  /** All settings; the same object until they may be others. */
  preferences(): Readonly<Record<string, unknown>> {
    return this.#preferences.read()
  }

  setPreferences(values: Readonly<Record<string, unknown>>): void {
    this.#change(() => this.#preferences.write(values))
  }

  addCounts(counts: Iterable<Count>): void {
    this.#change(() => addCounts(this.#db, counts))
  }

  clearCounts(): void {
    this.#changeStanding(() => clearCounts(this.#db, this.#now()))
  }

  /** Counts by day, oldest first, and the accepted characters that still stand. */
  counts(): { days: Omit<Count, 'model'>[]; retainedCharacters: number } {
    return { days: readDays(this.#db), retainedCharacters: this.#countRetained() }
  }

  /** Asked for while the author writes: tens of thousands of acceptances take longer to count than a key may wait. */
  #countRetained(): number {
    const changes = this.#log.retainedChanges
    if (this.#retained?.changes !== changes) this.#retained = { characters: countRetained(this.#db), changes }
    return this.#retained.characters
  }

  addHabits(counts: Iterable<HabitCount>, now: number): void {
    this.#change(() => addHabits(this.#db, counts, now))
  }

  clearHabits(): void {
    this.#change(() => clearHabits(this.#db))
  }

  /** What became of a model's suggestions by kind of place, faded until `now` (ms since 1970). */
  habits(model: string, now: number): HabitCount[] {
    return readHabits(this.#db, model, now)
  }

  /** How many suggestions are remembered, of all models together. */
  habitsTotal(now: number): number {
    return habitsTotal(this.#db, now)
  }

  /** What is known of a picture; undefined where nothing is. */
  image(id: string): ImageRow | undefined {
    return readImage(this.#db, id)
  }

  images(): ImageRow[] {
    return readImages(this.#db)
  }

  /** Notes a picture whose file is on the disk already. */
  addImage(image: ImageRow): void {
    this.#change(() => addImage(this.#db, image))
  }

  /** Notes what went out, with what its lessons were; answers the export's id. */
  addExport(row: Omit<ExportRow, 'id' | 'at'>, lessons: readonly (OutVersion & { readonly lesson: string })[]): number {
    return this.#change(() => this.#ledger.addExport({ ...row, at: this.#now() }, lessons))
  }

  export(id: number): ExportRow | undefined {
    return this.#ledger.export(id)
  }

  exports(asked: ExportsAsked): { total: number; rows: ExportRow[] } {
    return this.#ledger.exports(asked)
  }

  /** Notes a lesson that was copied for a target, as it was then. */
  addCopied(lesson: string, target: string, version: OutVersion): void {
    this.#change(() => this.#ledger.addOut(target, this.#now(), [{ lesson, ...version }]))
  }

  /** How each lesson last went out to each target, by an export or by being copied. */
  exported(): ExportedRow[] {
    return this.#ledger.exported()
  }

  /** When exports were, each with its target before it: what went out at another time was copied. */
  exportTimes(): ReturnType<Ledger['exportTimes']> {
    return this.#ledger.exportTimes()
  }

  /** What the author marked as published. */
  published(): PublishedRow[] {
    return this.#ledger.published()
  }

  /** Those that say no time of their own are of now. */
  setPublished(rows: readonly (Omit<PublishedRow, 'at'> & { readonly at?: number })[]): void {
    const at = this.#now()
    this.#change(() => this.#ledger.setPublished(rows.map((row) => ({ at, ...row }))))
  }

  removePublished(entries: readonly string[], target: string): void {
    this.#change(() => this.#ledger.removePublished(entries, target))
  }

  /** How a target is set for a course, or was set last for any. */
  targetChoice(course: string, target: string): Record<string, unknown> {
    return this.#ledger.choice(course, target)
  }

  /** How it is set for this very course; empty where it never was. */
  ownTargetChoice(course: string, target: string): Record<string, unknown> {
    return this.#ledger.ownChoice(course, target)
  }

  setTargetChoice(course: string, target: string, options: Readonly<Record<string, unknown>>): void {
    this.#change(() => this.#ledger.setChoice(course, target, options, this.#now()))
  }

  #hasLesson(id: string): boolean {
    return this.#db.prepare('SELECT 1 FROM lesson WHERE id = ?').get(id) !== undefined
  }

  #insertLesson(chapter: string, title: string, after: string | undefined, doc: Doc | undefined, as?: string): string {
    const id = insertNode(this.#db, { id: as, kind: 'lesson', parent: chapter, title, after }, this.#now())
    this.#log.begin(id, doc, this.#now())
    return id
  }

  /** A change by which lessons come to count, or count no more. */
  #changeStanding<T>(work: () => T): T {
    this.#retained = null
    return this.#change(work)
  }

  /** All or nothing. */
  #change<T>(work: () => T): T {
    return this.#db.transaction(work).immediate()
  }
}
