/** The export that is under way: one at a time, target after target, whatever pages come and go. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { fileInTheWay } from '#engine/computer/index.ts'
import { besideFolder, formerName, ownFolders } from '#main/publishing/course-folder.ts'
import { someOf } from '#main/publishing/desk/chosen.ts'
import { lessonsOf } from '#main/publishing/desk/course.ts'
import { untoldAside } from '#main/publishing/desk/export-folder.ts'
import type { TargetId } from '#main/publishing/facts.ts'
import type { SettingsNow } from '#main/publishing/settings-now.ts'
import { picturesGone } from '#preload/contract/finding-sentences.ts'
import { CourseId, LessonId } from '#preload/contract/library.ts'
import type { ExportRecord, ExportRun, InTheWay, RunTarget } from '#preload/contract/ledger.ts'
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'
import type { ExportRow, OutVersion } from '#main/store/ledger.ts'
import { brokenOff, type KeptExport } from './publishing-broken.ts'
import type { PublishingDesk } from './publishing-desk.ts'
import { type Noted, notedOf, versionsOf } from './publishing-noted.ts'
import type { CourseSource } from './publishing-source.ts'
import type { ExportAnswer } from './publishing-tasks.ts'
import type { CourseTask } from './told-course.ts'

export interface RunPorts {
  readonly source: CourseSource
  readonly desk: Pick<PublishingDesk, 'export'>
  /** Where the run is kept, for when the studio dies in the middle of it. */
  readonly kept: Pick<KeptExport, 'read' | 'write' | 'forget'>
  /** Who wrote it, where it goes, and how a target is set for it. */
  readonly author: () => string
  readonly folder: () => string
  readonly options: (course: string, target: TargetId) => object
  readonly settings: (course: CourseTask['course'] & { readonly id: string }, target: TargetId) => SettingsNow
  readonly note: (row: Omit<ExportRow, 'id' | 'at'>, lessons: readonly (OutVersion & { readonly lesson: string })[]) => Promise<ExportRecord>
  /** The run is another now; `often`: only its progress. */
  readonly changed: (often: boolean) => void
  readonly recorded: (course: string) => void
  readonly reportBug: (error: unknown, where: string) => unknown
}

type About = Pick<ExportRow, 'course' | 'title' | 'folder' | 'isWhole' | 'settings'> & { readonly target: TargetId }
type Note = (noted: Noted<About>) => Promise<ExportRecord>

interface Asked {
  readonly course: string
  readonly lessons: readonly string[] | null
  readonly targets: readonly TargetId[]
  readonly inTheWay: InTheWay
  /** Whether a course that was renamed has a folder of its new name from now on. */
  readonly isAnew?: boolean
  /** The run of which a question is answered, or which is gone on with. */
  readonly after?: string | undefined
}

export class PublishingRun {
  readonly #ports: RunPorts
  #isClosing = false
  #run: ExportRun | null = null
  #work: { readonly stop: AbortController; readonly over: Promise<void> } | null = null

  constructor(ports: RunPorts) {
    this.#ports = ports
  }

  state(): ExportRun | null {
    return this.#run
  }

  /** Throws `publish-running`, and `not-found` where the course or a lesson is not there. */
  start({ course, lessons, targets, inTheWay, isAnew = false, after }: Asked): void {
    if (this.#work) throw new Problem('publish-running', 'an export is under way')
    const tree = this.#ports.source.course(course)
    const known = new Set<string>(tree.chapters.flatMap((chapter) => chapter.lessons.map(({ id }) => id)))
    if (lessons?.some((id) => !known.has(id))) throw new Problem('not-found', `not all of these lessons are in ${course}`)
    const earlier = this.#run?.id === after && this.#run?.course === course ? this.#run : null
    const begun = [...new Set(targets)]
    this.#run = {
      id: randomUUID(),
      course: CourseId.parse(course),
      title: tree.title,
      // Whoever goes on with the others asks for all that were asked for.
      lessons: earlier ? earlier.lessons : (lessons?.map((id) => LessonId.parse(id)) ?? null),
      startedAt: Date.now(),
      isOver: false,
      isBrokenOff: false,
      targets: besides(begun.map(waiting), earlier?.targets ?? []),
    }
    // Before anything is written.
    this.#ports.kept.write(this.#run, false)
    const stop = new AbortController()
    this.#work = { stop, over: this.#goOn({ course, lessons, targets: begun, inTheWay, isAnew }, stop.signal) }
    this.#ports.changed(false)
  }

  /** Tells of one that broke off, once nobody else can be writing it. */
  restore(): void {
    const kept = this.#run === null ? this.#ports.kept.read() : null
    if (kept === null) return
    const course = this.#ports.source.courses().find(({ id }) => id === kept.course)
    this.#run = brokenOff(kept, new Set(course?.chapters.flatMap(({ lessons }) => lessons.map(({ id }) => id))))
    if (this.#run === null) this.#ports.kept.forget()
    else this.#ports.changed(false)
  }

  /** Of one that broke off. */
  dismiss(): void {
    if (!this.#run?.isBrokenOff) return
    this.#run = null
    this.#ports.kept.forget()
    this.#ports.changed(false)
  }

  /** As the studio ends: one that is under way is told of when it is there again. */
  async close(): Promise<void> {
    this.#isClosing = true
    await this.cancel()
  }

  /** Ends it; resolves when nothing is written any more. */
  async cancel(): Promise<void> {
    this.#work?.stop.abort(new Problem('cancelled', 'the export was cancelled'))
    await this.#work?.over
  }

  /** An edge: nobody waits for it. */
  async #goOn(asked: Asked, signal: AbortSignal): Promise<void> {
    try {
      // The text of this moment goes to every target.
      const { task, versions } = await this.#ports.source.take(asked.course, this.#ports.author(), signal)
      const chosen = this.#ports.folder()
      const lessons = lessonsOf(task.course).map(({ id }) => id)
      const isWhole = asked.lessons === null || lessons.every((id) => asked.lessons?.includes(id))
      const some = isWhole ? null : someOf(task.course, new Set(asked.lessons))
      const ownFor = ownFolders(chosen, { id: asked.course, title: task.course.title }, asked.isAnew)
      for (const target of asked.targets) {
        if (signal.aborted) break
        this.#set(target, { phase: 'running' })
        const own = await ownFor(target, some)
        const folder = asked.inTheWay === 'beside' ? besideFolder(own) : own
        this.#set(target, { former: formerName(folder, task.course.title) })
        const inTheWay = asked.inTheWay === 'beside' ? 'stop' : asked.inTheWay
        // At one moment: what is set while it is written is for the next one.
        const [options, settings] = [this.#ports.options(asked.course, target), this.#ports.settings({ ...task.course, id: asked.course }, target)]
        const question = { kind: 'export', target, course: asked.course, options, lessons: isWhole ? null : asked.lessons, folder, inTheWay } as const
        const answer = await this.#ports.desk
          .export(question, task, signal, ({ done, total }) => this.#set(target, { done, total }, true))
          .catch((error: unknown) => this.#failed(error))
        const about = { course: asked.course, title: task.course.title, target, folder, isWhole, settings: settings.kept(null) }
        const note = ({ row, lessons: out }: Noted<About>): Promise<ExportRecord> => this.#ports.note(row, versionsOf(out, versions, settings))
        this.#set(target, await this.#came(answer, about, isWhole ? lessons : (asked.lessons ?? []), note))
      }
    } catch (error) {
      this.#endWith(this.#failed(error))
    } finally {
      this.#finish()
    }
  }

  /** What became of a target. `lessons`: those that were to go out. */
  async #came(answer: ExportAnswer | ProblemReport, about: About, lessons: readonly string[], note: Note): Promise<Partial<RunTarget>> {
    if ('kind' in answer && answer.kind === 'done') {
      const { record, problem } = await this.#noted(notedOf(about, lessons, answer.outcome), note)
      const { aside, isAsideOurs = false, theirs, findings } = answer.outcome
      const lacking = picturesGone(findings)
      // The files are there, and what lay in their way is elsewhere, even where that they are can't be noted just now.
      return { ...(problem ? { phase: 'failed', problem } : { phase: 'done', record }), aside, isAsideOurs, lacking, theirs }
    }
    const problem = 'kind' in answer ? problemFrom(answer, about.folder) : answer
    const aside = await untoldAside(about.folder, about.target, about.course)
    // What stopped it is told before that the rest could not be noted.
    if ('kind' in answer && answer.kind === 'foreign') await this.#noted(notedOf(about, lessons, answer), note)
    return problem.code === 'cancelled' ? { phase: 'cancelled', aside } : { phase: 'failed', problem, aside }
  }

  async #noted(noted: Noted<About> | null, note: Note): Promise<{ readonly record: ExportRecord | null; readonly problem: ProblemReport | null }> {
    try {
      const record = noted && (await note(noted))
      if (record) this.#ports.recorded(record.course)
      return { record, problem: null }
    } catch (error) {
      return { record: null, problem: this.#failed(error) }
    }
  }

  #set(target: string, change: Partial<RunTarget>, often = false): void {
    if (!this.#run) return
    this.#run = { ...this.#run, targets: this.#run.targets.map((one) => (one.target === target ? { ...one, ...change } : one)) }
    if (!this.#isClosing) this.#ports.kept.write(this.#run, often)
    this.#ports.changed(often)
  }

  /** Of those that nothing became of. */
  #endWith(problem: ProblemReport): void {
    for (const { target, phase } of this.#run?.targets ?? [])
      if (phase === 'waiting' || phase === 'running') this.#set(target, problem.code === 'cancelled' ? { phase: 'cancelled' } : { phase: 'failed', problem })
  }

  #finish(): void {
    this.#work = null
    if (!this.#run) return
    this.#endWith({ code: 'cancelled', message: 'the export was cancelled', detail: {} })
    this.#run = { ...this.#run, isOver: true }
    if (!this.#isClosing) this.#ports.kept.forget()
    this.#ports.changed(false)
  }

  #failed(error: unknown): ProblemReport {
    if (error instanceof Problem) return { code: error.code, message: error.message, detail: { ...error.detail } }
    const id = this.#ports.reportBug(error, 'the export')
    return { code: 'bug', message: typeof id === 'string' ? id : '', detail: {} }
  }
}

function waiting(target: string): RunTarget {
  return {
    target,
    phase: 'waiting',
    done: 0,
    total: 0,
    record: null,
    aside: null,
    isAsideOurs: false,
    lacking: 0,
    theirs: 0,
    former: null,
    isEarlier: false,
    problem: null,
  }
}

/** Those that are begun in the places that they had among those before, new ones behind. */
function besides(begun: readonly RunTarget[], before: readonly RunTarget[]): RunTarget[] {
  const places = new Map(before.map((each) => [each.target, { ...each, isEarlier: true }]))
  for (const each of begun) places.set(each.target, each)
  return [...places.values()]
}

function problemFrom(answer: Exclude<ExportAnswer, { kind: 'done' }>, folder: string): ProblemReport {
  switch (answer.kind) {
    case 'foreign': {
      const { waiting = [], ...came } = answer.came ?? {}
      return {
        code: 'publish-foreign',
        message: 'files are not ours',
        detail: {
          file: join(folder, answer.paths[0] ?? ''),
          // What nobody reads is only counted.
          files: answer.paths.slice(0, 20).join('\n'),
          count: answer.paths.length,
          canStay: answer.canStay ? 1 : 0,
          folder,
          waiting: waiting.slice(0, 5).join('\n'),
          waitingCount: waiting.length,
          ...came,
        },
      }
    }
    case 'busy':
      return { code: 'publish-busy', message: 'another export writes there', detail: { folder } }
    case 'heavy':
      return answer.lesson === null
        ? { code: 'publish-heavy', message: 'the course is too large to be typeset', detail: {} }
        : { code: 'publish-heavy-lesson', message: 'a lesson is too large to be typeset', detail: { lesson: answer.lesson } }
    case 'disk': {
      const file = fileInTheWay(folder)
      if (file !== null) return { code: 'path-is-file', message: answer.message, detail: { file } }
      return { code: `publish-${answer.why}`, message: answer.message, detail: { folder } }
    }
  }
}
