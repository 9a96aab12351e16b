/** The export that is under way: one at a time, target after target, whatever pages come and go. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { fileInTheWay } from '#engine/computer/index.ts'
import { besideFolder, formerName, ownFolders } from '#main/publishing/course-folder.ts'
import { lessonsOf } from '#main/publishing/desk/course.ts'
import { untoldAside } from '#main/publishing/desk/export-folder.ts'
import type { StoppedCounts } from '#main/publishing/desk/folder-outcome.ts'
import { factsOf, type TargetId } from '#main/publishing/facts.ts'
import type { SettingsNow } from '#main/publishing/settings-now.ts'
import { CourseId, LessonId } from '#preload/contract/library.ts'
import type { ExportRecord, ExportRun, InTheWay, RunTarget } from '#preload/contract/ledger.ts'
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'
import type { ExportRow, OutVersion } from '#main/store/ledger.ts'
import type { PublishingDesk } from './publishing-desk.ts'
import { countsOf } from './publishing-ledger.ts'
import type { CourseSource, CourseTask } from './publishing-source.ts'
import type { ExportAnswer } from './publishing-tasks.ts'

export interface RunPorts {
  readonly source: CourseSource
  readonly desk: Pick<PublishingDesk, 'export'>
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
type Out = OutVersion & { readonly lesson: string }

interface Asked {
  readonly course: string
  readonly lessons: readonly string[] | null
  readonly targets: readonly TargetId[]
  readonly inTheWay: InTheWay
  /** Whether a course that was renamed has a folder of its new name from now on. */
  readonly isAnew?: boolean
}

export class PublishingRun {
  readonly #ports: RunPorts
  #run: ExportRun | null = null
  #work: { readonly stop: AbortController; readonly over: Promise<void> } | null = null

  constructor(ports: RunPorts) {
    this.#ports = ports
  }

  state(): ExportRun | null {
    return this.#run
  }

  /** Throws `publish-running`, and `not-found` where the course or a lesson is not there. */
  start({ course, lessons, targets, inTheWay, isAnew = false }: Asked): void {
    if (this.#work) throw new Problem('publish-running', 'an export is under way')
    const tree = this.#ports.source.course(course)
    const known = new Set<string>(tree.chapters.flatMap((chapter) => chapter.lessons.map(({ id }) => id)))
    if (lessons?.some((id) => !known.has(id))) throw new Problem('not-found', `not all of these lessons are in ${course}`)
    this.#run = {
      id: randomUUID(),
      course: CourseId.parse(course),
      title: tree.title,
      lessons: lessons?.map((id) => LessonId.parse(id)) ?? null,
      startedAt: Date.now(),
      isOver: false,
      targets: [...new Set(targets)].map((target) => ({
        target,
        phase: 'waiting',
        done: 0,
        total: 0,
        record: null,
        aside: null,
        theirs: 0,
        former: null,
        problem: null,
      })),
    }
    const stop = new AbortController()
    this.#work = { stop, over: this.#goOn({ course, lessons, targets: [...new Set(targets)], inTheWay, isAnew }, stop.signal) }
    this.#ports.changed(false)
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
      const ownFor = ownFolders(chosen, { id: asked.course, title: task.course.title }, asked.isAnew)
      for (const target of asked.targets) {
        if (signal.aborted) break
        this.#set(target, { phase: 'running' })
        const own = await ownFor(target, isWhole)
        const folder = asked.inTheWay === 'beside' ? besideFolder(own) : own
        this.#set(target, { former: formerName(folder, task.course.title) })
        const inTheWay = asked.inTheWay === 'beside' ? 'stop' : asked.inTheWay
        // At one moment: what is set while it is written is for the next one.
        const [options, settings] = [this.#ports.options(asked.course, target), this.#ports.settings({ ...task.course, id: asked.course }, target)]
        const question = { kind: 'export', target, course: asked.course, options, lessons: isWhole ? null : asked.lessons, folder, inTheWay } as const
        const answer = await this.#ports.desk
          .export(question, task, signal, ({ done, total }) => this.#set(target, { done, total }, true))
          .catch((error: unknown) => this.#failed(error))
        const left = leftBy(answer)
        const out = (isWhole ? lessons : (asked.lessons ?? [])).filter((lesson) => !left.includes(lesson))
        const wentOut = out.flatMap((lesson) => {
          const version = versions.get(lesson)
          return version ? [{ lesson, ...version, settings: settings.kept(lesson) }] : []
        })
        const about = { course: asked.course, title: task.course.title, target, folder, isWhole, settings: settings.kept(null) }
        this.#set(target, await this.#came(answer, about, wentOut))
      }
    } catch (error) {
      this.#endWith(this.#failed(error))
    } finally {
      this.#finish()
    }
  }

  /** What became of a target. */
  async #came(answer: ExportAnswer | ProblemReport, about: About, lessons: readonly Out[]): Promise<Partial<RunTarget>> {
    if (!('kind' in answer) || answer.kind !== 'done') {
      const problem = 'kind' in answer ? problemFrom(answer, about.folder) : answer
      const aside = await untoldAside(about.folder, about.target, about.course)
      if ('kind' in answer && answer.kind === 'foreign' && answer.came !== null) await this.#noteOthers(answer.came, about, lessons)
      return problem.code === 'cancelled' ? { phase: 'cancelled', aside } : { phase: 'failed', problem, aside }
    }
    try {
      const record = await this.#ports.note({ ...about, lessons: lessons.length, ...countsOf(answer.outcome) }, lessons)
      this.#ports.recorded(about.course)
      return { phase: 'done', record, aside: answer.outcome.aside, theirs: answer.outcome.theirs }
    } catch (error) {
      // The files are there; that they are can't be noted just now.
      return { phase: 'failed', problem: this.#failed(error) }
    }
  }

  /** Some lessons were stopped by files of the author's: the others went out all the same. */
  async #noteOthers(came: StoppedCounts, about: About, lessons: readonly Out[]): Promise<void> {
    if (lessons.length === 0) return
    try {
      // The folder of a whole book stays that: only what is in it is not all.
      const isWhole = about.isWhole && factsOf(about.target).makes === 'course'
      await this.#ports.note({ ...about, isWhole, lessons: lessons.length, ...countsOf({ ...came, findings: [] }) }, lessons)
      this.#ports.recorded(about.course)
    } catch (error) {
      // What stopped it is told before that.
      this.#failed(error)
    }
  }

  #set(target: string, change: Partial<RunTarget>, often = false): void {
    if (!this.#run) return
    this.#run = { ...this.#run, targets: this.#run.targets.map((one) => (one.target === target ? { ...one, ...change } : one)) }
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
    this.#ports.changed(false)
  }

  #failed(error: unknown): ProblemReport {
    if (error instanceof Problem) return { code: error.code, message: error.message, detail: { ...error.detail } }
    const id = this.#ports.reportBug(error, 'the export')
    return { code: 'bug', message: typeof id === 'string' ? id : '', detail: {} }
  }
}

/** Lessons that did not go out as they are now. */
function leftBy(answer: ExportAnswer | ProblemReport): readonly string[] {
  if (!('kind' in answer)) return []
  return answer.kind === 'done' ? answer.outcome.left : answer.kind === 'foreign' ? answer.left : []
}

const FULL = new Set(['ENOSPC', 'EDQUOT'])

function problemFrom(answer: Exclude<ExportAnswer, { kind: 'done' }>, folder: string): ProblemReport {
  switch (answer.kind) {
    case 'foreign':
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
          ...answer.came,
        },
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
      return { code: FULL.has(answer.code) ? 'publish-full' : 'publish-denied', message: answer.message, detail: { folder } }
    }
  }
}
