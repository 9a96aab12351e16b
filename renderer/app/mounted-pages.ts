/** Which pages must be there: those that are seen, and those whose text is not on the disk yet. And what each has reported. */
import type { LessonId } from '#preload/contract/library.ts'
import type { PageStatus } from '#renderer/editor/page-props.ts'
import { createValue, type Watched } from '#renderer/host/value.ts'

const isUnsaved = (status: PageStatus | undefined): boolean => status?.saved.kind === 'saving' || status?.saved.kind === 'waiting'

export class MountedPages {
  readonly mounted = createValue<readonly LessonId[]>([])
  private readonly places: Watched<readonly LessonId[]>
  private readonly statuses = new Map<LessonId, PageStatus>()
  /** Adopted, and not heard of yet. */
  private readonly adopted = new Set<LessonId>()

  constructor(places: Watched<readonly LessonId[]>) {
    this.places = places
  }

  statusOf(lesson: LessonId): PageStatus | undefined {
    return this.statuses.get(lesson)
  }

  report(from: LessonId, status: PageStatus): void {
    this.statuses.set(from, status)
    this.adopted.delete(from)
    if (!this.places.get().includes(from)) this.remount()
  }

  /** Mounts pages until they report that their text is saved. */
  adopt(lessons: readonly LessonId[]): void {
    for (const each of lessons) if (!this.mounted.get().includes(each)) this.adopted.add(each)
    this.remount()
  }

  drop(gone: LessonId): void {
    this.adopted.delete(gone)
    this.statuses.delete(gone)
    this.remount()
  }

  hasUnsaved(): boolean {
    return [...this.statuses.values()].some(isUnsaved)
  }

  /** To be called when other lessons are seen. */
  remount(): void {
    const shown = this.places.get()
    const known = new Set([...this.mounted.get(), ...this.adopted])
    const kept = [...known].filter((each) => !shown.includes(each) && (this.adopted.has(each) || isUnsaved(this.statuses.get(each))))
    const next = [...kept, ...shown]
    for (const each of this.statuses.keys()) if (!next.includes(each)) this.statuses.delete(each)
    if (next.join() !== this.mounted.get().join()) this.mounted.set(next)
  }
}
