/** What the publishing thread is asked, and what it answers. */
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { DiskRefusal, FolderOutcome, StoppedCounts } from '#main/publishing/desk/folder-outcome.ts'
import type { Handling } from '#main/publishing/desk/in-the-way.ts'
import type { TargetId } from '#main/publishing/facts.ts'
import type { ToldCourse } from './told-course.ts'

/** What the thread is started with: a plain Node and the file of the process that makes pictures anew, and where those are kept. */
export interface ThreadGiven {
  readonly nodePath: string
  readonly pictures: string
  readonly made: string
  /** A folder of this thread's, which is taken away after its end: a thread that is ended can tidy nothing. */
  readonly scratch: string
}

interface AtTarget {
  readonly target: TargetId
  /** As the author set it, over its own. */
  readonly options: object
}

export interface CheckTask extends AtTarget {
  readonly kind: 'check'
  readonly lessons: readonly string[] | null
  /** Only what takes no making. */
  readonly isGlance: boolean
}

export interface LookTask extends AtTarget {
  readonly kind: 'preview' | 'copy' | 'steps'
  readonly lesson: string
}

export interface ExportTask extends AtTarget {
  readonly kind: 'export'
  readonly course: string
  readonly lessons: readonly string[] | null
  readonly folder: string
  readonly inTheWay: Handling
}

export type PublishingTask = ToldCourse | CheckTask | LookTask | ExportTask

/** Told while it checks or exports. */
export interface Part {
  readonly done: number
  readonly total: number
  readonly findings: readonly TargetFinding[]
}

/** What came of an export, or why nothing did that an author can act upon. `code`: the file system's. */
export type ExportAnswer =
  | { readonly kind: 'done'; readonly outcome: FolderOutcome }
  /** `canStay`: the export can do without their places. `came`: what became of all other files; null where it did not get that far. `left`: lessons that did not go out as they are now. */
  | {
      readonly kind: 'foreign'
      readonly paths: readonly string[]
      readonly canStay: boolean
      readonly came: StoppedCounts | null
      readonly left: readonly string[]
    }
  | { readonly kind: 'busy' }
  /** What typesets was stopped; `lesson`: what the lesson is called at which it is, null where nobody knows. */
  | { readonly kind: 'heavy'; readonly lesson: string | null }
  | { readonly kind: 'disk'; readonly why: DiskRefusal; readonly message: string }
