/** The pages that are there, as the shell reaches them. */
import type { LessonId } from '#preload/contract/library.ts'
import type { FindRequest, PageHandle } from '#renderer/editor/find/find-request.ts'

export interface Pages {
  /** A lesson's page came; null: it went. */
  note(lesson: LessonId, handle: PageHandle | null): void
  /** Every page, with its lesson. */
  all(): readonly (PageHandle & { readonly lesson: LessonId })[]
  /** The page of a lesson, where there is one. */
  of(lesson: LessonId | null): PageHandle | undefined
  /** The page of a lesson as soon as it is there; null where it is not in time. */
  whenThere(lesson: LessonId, ms: number): Promise<PageHandle | null>
  /** Asks a lesson's page, at once or as soon as it is there. Of several that wait, only the newest is heard. */
  ask(lesson: LessonId, request: FindRequest): void
  /** The author goes on in a lesson's text, where something was found: a page that is not there yet takes the focus as it comes. */
  goInto(lesson: LessonId): void
}

export function createPages(): Pages {
  const handles = new Map<LessonId, PageHandle>()
  const awaited = new Set<(lesson: LessonId, handle: PageHandle) => void>()
  let waiting: { readonly lesson: LessonId; readonly requests: readonly FindRequest[] } | null = null
  return {
    note: (lesson, handle) => {
      if (!handle) {
        handles.delete(lesson)
        return
      }
      handles.set(lesson, handle)
      for (const each of [...awaited]) each(lesson, handle)
      if (waiting?.lesson !== lesson) return
      const { requests } = waiting
      waiting = null
      for (const each of requests) handle.find(each)
    },
    all: () => [...handles].map(([lesson, handle]) => ({ ...handle, lesson })),
    of: (lesson) => (lesson === null ? undefined : handles.get(lesson)),
    whenThere: (lesson, ms) =>
      new Promise((resolve) => {
        const known = handles.get(lesson)
        if (known) return resolve(known)
        const end = (handle: PageHandle | null) => {
          clearTimeout(timer)
          awaited.delete(hear)
          resolve(handle)
        }
        const hear = (came: LessonId, handle: PageHandle) => {
          if (came === lesson) end(handle)
        }
        const timer = setTimeout(() => end(null), ms)
        awaited.add(hear)
      }),
    ask: (lesson, request) => {
      const handle = handles.get(lesson)
      waiting = handle ? null : { lesson, requests: [request] }
      handle?.find(request)
    },
    goInto: (lesson) => {
      const handle = handles.get(lesson)
      if (handle) handle.find({ kind: 'close' })
      else waiting = { lesson, requests: [...(waiting?.lesson === lesson ? waiting.requests : []), { kind: 'close' }] }
    },
  }
}
