/** What went out and what has changed since: of a course at every target, and the history of exports. */
import { randomUUID } from 'node:crypto'
import type { Doc } from '#preload/document/schema.ts'
import type { CourseAtTarget, ExportRecord, LessonAtTarget, Marked } from '#preload/contract/ledger.ts'
import { CourseId, LessonId } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import { Level } from '#preload/contract/findings.ts'
import type { OptionValues } from '#preload/contract/targets.ts'
import type { ExportedRow, ExportRow, OutVersion, PublishedRow } from '#main/store/ledger.ts'
import type { TreeCourse } from '#main/store/tree.ts'
import { changedWords } from '#main/publishing/prose/counting.ts'
import { factsOf, isTarget, type TargetId, targetIds } from '#main/publishing/facts.ts'
import type { SettingsNow } from '#main/publishing/settings-now.ts'
import { type SettledLessons, settledLessons, wordsHeld } from '#main/publishing/settled-lessons.ts'
import { keptWhileOpen } from './kept-while-open.ts'
import type { Workspace } from './open-workspace.ts'
import { paced } from './paced.ts'
import { type KnownLessons, newlyKnown, remember, type Said, saidIn } from './publishing-known.ts'
import { folderNow } from './publishing-folder-now.ts'
import { countsOfLessons, hashOfCourse, isOutAgain, togetherOther, toldOther, versionAt } from './publishing-since.ts'

export interface LedgerPorts {
  readonly workspace: Workspace
  course(id: string): TreeCourse
  revisions(): ReadonlyMap<string, number>
  /** All settings of a target for a course. */
  optionsOf(course: string, target: TargetId): OptionValues
  /** How they are set now. */
  settingsOf(course: TreeCourse, target: TargetId, lessons: SettledLessons, addresses: Readonly<Record<string, string>>): SettingsNow
}

/** What a page is told of an entry that went out. */
type Since = Omit<Marked, 'address' | 'versionAt' | 'isOutAgain'>

export class PublishingLedger {
  readonly #ports: LedgerPorts
  readonly #known: () => KnownLessons
  /** What was taken away, for as long as the studio is open. */
  readonly #unmarked = new Map<string, { readonly course: string; readonly rows: readonly PublishedRow[] }>()

  constructor(ports: LedgerPorts) {
    this.#ports = ports
    this.#known = keptWhileOpen(ports.workspace, newlyKnown)
  }

  async overview(id: string, signal: AbortSignal): Promise<CourseAtTarget[]> {
    const { workspace, optionsOf, settingsOf } = this.#ports
    const course = this.#ports.course(id)
    const lessons = course.chapters.flatMap((chapter) => chapter.lessons)
    const { versions: now, told } = await this.#versionsOf(lessons, signal)
    const [exported, published, times] = workspace.read((store) => [store.exported(), store.published(), store.exportTimes()])
    const made: CourseAtTarget[] = []
    for (const target of targetIds) {
      const out = outAt(target, exported, times.some)
      const marked = new Map(published.filter((row) => row.target === target).map((row) => [row.entry, row]))
      const settings = settingsOf(course, target, told, this.addresses(target))
      const { last, some } = this.#lastOf(id, target)
      const [record, keeps] = last ? await recordOf(last, now) : [null, () => false]
      const at: LessonAtTarget[] = []
      for await (const { id: lesson } of paced(lessons, signal)) {
        const version = now.get(lesson)
        const [one, mark] = [out.get(lesson), marked.get(lesson)]
        const went = one && version ? this.#since(lesson, one, version, settings) : null
        const stands = mark && version ? this.#since(lesson, mark, version, settings) : null
        at.push({
          lesson: LessonId.parse(lesson),
          isKept: keeps(lesson),
          exported: went && { ...went, isCopied: !times.all.has(`${target} ${went.at}`) },
          marked: stands && mark ? { ...stands, versionAt: versionAt(mark, one), isOutAgain: isOutAgain(stands, went), address: mark.address } : null,
        })
      }
      const whole = marked.get(id)
      const counts = countsOfLessons(at)
      const stands = whole && { at: whole.at, isChanged: whole.hash !== hashOfCourse(course, now), ...toldOther(settings.otherThan(whole.settings, null)) }
      const went = last?.isWhole ? { at: last.at, isChanged: counts.exportedChanged > 0, ...toldOther(settings.otherThan(last.settings, null)) } : null
      // What a lesson is labelled with stands on that alone.
      const isOfLessons = factsOf(target).makes === 'lessons'
      const ofWhole = toldOther(settings.otherThan((whole ?? last)?.settings, null)?.filter((name) => !isOfLessons || name !== 'label') ?? null)
      made.push({
        target,
        options: optionsOf(id, target),
        last: record,
        some: some && { at: some.at, lessons: some.lessons },
        marked:
          whole && stands
            ? {
                ...stands,
                changedWords: null,
                isRetitled: false,
                versionAt: last ? null : whole.at,
                isOutAgain: isOutAgain(stands, went),
                address: whole.address,
              }
            : null,
        lessons: at,
        ...togetherOther([ofWhole, ...at.flatMap(({ marked: mark, exported: one }) => mark ?? one ?? [])]),
        counts,
      })
    }
    return made
  }

  async history(course: string | null, from: number, count: number): Promise<{ total: number; records: ExportRecord[] }> {
    const { total, rows } = this.#ports.workspace.read((store) => store.exports({ course, from, count }))
    const lessons = this.#ports.revisions()
    return { total, records: await Promise.all(rows.map(async (row) => (await recordOf(row, lessons))[0])) }
  }

  /** Throws `not-found`. */
  record(id: number): ExportRow {
    const found = this.#ports.workspace.read((store) => store.export(id))
    if (!found) throw new Problem('not-found', `there is no export ${id}`)
    return found
  }

  /** Notes an export; answers it as pages are told of it. */
  async note(row: Omit<ExportRow, 'id' | 'at'>, lessons: readonly (OutVersion & { readonly lesson: string })[]): Promise<ExportRecord> {
    const out = isOfSome(row) ? [] : lessons
    const id = this.#ports.workspace.write('none', (store) => store.addExport(row, out))
    const [record] = await recordOf(this.record(id), this.#ports.revisions())
    return record
  }

  /** Notes a lesson that was copied, which is pasted there as it was. Whether it could be: a library that another studio holds can be copied from. */
  noteCopied(lesson: string, target: TargetId, version: OutVersion): boolean {
    return this.#ports.workspace.tryWrite((store) => store.addCopied(lesson, target, version))
  }

  /**
   * Marks lessons as they last went out there, for that is what stands there, whatever was written since; those that never did as they are
   * now. Null: the course as a whole. Several have no address together: each keeps its own.
   */
  async mark(id: string, lessons: readonly string[] | null, target: TargetId, address: string | null, signal: AbortSignal): Promise<void> {
    const before = new Map(this.#ports.workspace.read((store) => store.published()).flatMap((row) => (row.target === target ? [[row.entry, row.address]] : [])))
    const course = this.#ports.course(id)
    const all = course.chapters.flatMap((chapter) => chapter.lessons)
    const { versions: out, told } = await this.#versionsOf(all, signal)
    const settings = this.#ports.settingsOf(course, target, told, this.addresses(target))
    for (const [lesson, version] of out) out.set(lesson, { ...version, settings: settings.kept(lesson) })
    const [exported, times] = this.#ports.workspace.read((store) => [store.exported(), store.exportTimes()])
    for (const [lesson, { revision, title, hash, settings: then }] of outAt(target, exported, times.some))
      if (out.has(lesson)) out.set(lesson, { revision, title, hash, settings: then ?? null })
    const { last } = this.#lastOf(id, target)
    const rows: Omit<PublishedRow, 'at'>[] =
      lessons === null
        ? [
            {
              entry: id,
              target,
              address,
              revision: 0,
              title: course.title,
              hash: hashOfCourse(course, out),
              settings: last ? (last.settings ?? null) : settings.kept(null),
            },
          ]
        : lessons.flatMap((lesson) => {
            const version = out.get(lesson)
            return version ? [{ entry: lesson, target, address: lessons.length > 1 ? (before.get(lesson) ?? null) : address, ...version }] : []
          })
    if (rows.length < (lessons?.length ?? 1)) throw new Problem('not-found', `not all of these lessons are in ${id}`)
    this.#ports.workspace.write('none', (store) => store.setPublished(rows))
  }

  /** Of what is marked, another address and nothing else: it is the version that it was. */
  readdress(entry: string, target: string, address: string | null): void {
    const row = this.#ports.workspace.read((store) => store.published()).find((each) => each.entry === entry && each.target === target)
    if (!row) throw new Problem('not-found', `${entry} is not marked`)
    this.#ports.workspace.write('none', (store) => store.setPublished([{ ...row, address }]))
  }

  /** Answers by what `remark` knows it. */
  unmark(course: string, lessons: readonly string[] | null, target: string): string {
    const entries = lessons ?? [course]
    const rows = this.#ports.workspace.read((store) => store.published()).filter((row) => row.target === target && entries.includes(row.entry))
    this.#ports.workspace.write('none', (store) => store.removePublished(entries, target))
    const id = randomUUID()
    remember(this.#unmarked, id, { course, rows })
    return id
  }

  /** Notes again what was taken away, as it was; answers the course. Throws `not-found`. */
  remark(id: string): string {
    const found = this.#unmarked.get(id)
    if (!found) throw new Problem('not-found', `nothing is known of ${id}`)
    this.#ports.workspace.write('none', (store) => store.setPublished(found.rows))
    this.#unmarked.delete(id)
    return found.course
  }

  /** Where lessons stand at a target, by the links that lead to them. */
  addresses(target: string): Record<string, string> {
    const rows = this.#ports.workspace.read((store) => store.published())
    return Object.fromEntries(rows.flatMap((row) => (row.target === target && row.address !== null ? [[`moke:lesson/${row.entry}`, row.address]] : [])))
  }

  /** The last export to a target; of a book of all lessons and of one of some, which stands beside it, each its own. */
  #lastOf(course: string, target: TargetId): { readonly last: ExportRow | undefined; readonly some: ExportRow | null } {
    const last = (isWhole?: boolean) =>
      this.#ports.workspace.read((store) => store.exports({ course, target, from: 0, count: 1, ...(isWhole === undefined ? {} : { isWhole }) })).rows[0]
    return isBook(target) ? { last: last(true), some: last(false) ?? null } : { last: last(), some: null }
  }

  async #versionsOf(
    lessons: readonly { readonly id: string; readonly title: string }[],
    signal: AbortSignal,
  ): Promise<{ readonly versions: Map<string, OutVersion>; readonly told: SettledLessons }> {
    const newest = this.#ports.revisions()
    const versions = new Map<string, OutVersion>()
    const settled = new Map<string, Said>()
    const known = this.#known().said
    for await (const { id, title } of paced(lessons, signal)) {
      const revision = newest.get(id) ?? 0
      const key = JSON.stringify([id, revision, title])
      const said = remember(known, key, known.get(key) ?? saidIn(title, this.#docOf(id)))
      settled.set(id, said)
      versions.set(id, { revision, title, hash: said.hash })
    }
    signal.throwIfAborted()
    return { versions, told: settledLessons(settled, (lesson, words) => this.#wordsIn(lesson, newest.get(lesson) ?? 0, words)) }
  }

  #docOf(lesson: string): Doc {
    return this.#ports.workspace.read((store) => store.peekLesson(lesson) ?? store.openLesson(lesson)).doc
  }

  #wordsIn(lesson: string, revision: number, words: readonly string[]): readonly string[] {
    if (words.length === 0) return words
    const key = JSON.stringify([lesson, revision, words])
    const known = this.#known().held
    return remember(known, key, known.get(key) ?? wordsHeld(this.#docOf(lesson), words))
  }

  #since(lesson: string, then: OutVersion & { readonly at: number }, now: OutVersion, settings: SettingsNow): Since {
    const isChanged = then.hash !== now.hash
    return {
      at: then.at,
      isChanged,
      changedWords: isChanged ? this.#distance(lesson, then.revision, now.revision) : 0,
      isRetitled: then.title !== now.title,
      ...toldOther(settings.otherThan(then.settings, lesson)),
    }
  }

  /** Null where the text of then can't be told exactly any more. */
  #distance(lesson: string, then: number, now: number): number | null {
    const key = `${lesson} ${then} ${now}`
    const { distances } = this.#known()
    const known = distances.get(key)
    if (known !== undefined) return known
    const [before, after] = this.#ports.workspace.read((store) => [store.textAt(lesson, then), store.peekLesson(lesson) ?? store.openLesson(lesson)])
    const distance = before.revision === then ? changedWords(before.doc, after.doc) : null
    return remember(distances, key, distance)
  }
}

const isBook = (target: TargetId): boolean => factsOf(target).makes === 'course'

/** Whether it is a book of some lessons alone: that of all has still what it had. */
const isOfSome = ({ target, isWhole }: Pick<ExportRow, 'target' | 'isWhole'>): boolean => !isWhole && isTarget(target) && isBook(target)

/** What lessons went out as to a target, by their ids. `some`: earlier versions noted the lessons of a book of some as if it were that of all. */
function outAt(target: TargetId, exported: readonly ExportedRow[], some: ReadonlySet<string>): Map<string, ExportedRow> {
  const out = exported.filter((row) => row.target === target && !(isBook(target) && some.has(`${target} ${row.at}`)))
  return new Map(out.map((row) => [row.lesson, row]))
}

/** As pages are told of it, and of which lessons all files there are the author's own. `lessons`: by their ids, all there are. */
async function recordOf(
  { settings: _settings, ...row }: ExportRow,
  lessons: ReadonlyMap<string, unknown>,
): Promise<[record: ExportRecord, keeps: (lesson: string) => boolean]> {
  const findings = Object.fromEntries(Level.options.flatMap((level) => (row.findings[level] ? [[level, row.findings[level]]] : [])))
  const { kept, isOneThing, ...now } = await folderNow(row, (id) => lessons.has(id))
  // What a book is kept as a whole for is no lesson.
  const isAll = isOneThing && kept.size > 0 && isTarget(row.target) && isBook(row.target)
  return [{ ...row, course: CourseId.parse(row.course), ...now, findings }, (lesson) => isAll || kept.has(lesson)]
}
