/** What the window knows of looking at earlier versions: what the inspector shows, the moment in the page's place, and what it may do with the pages behind it. */
import type { LessonId } from '#preload/contract/library.ts'
import type { PageHold } from '#renderer/editor/page-props.ts'
import { createValue, type Value } from '#renderer/host/value.ts'
import type { Past } from '#renderer/panels/versions/past.ts'

export interface VersionState {
  /** What the inspector shows. */
  readonly inspected: Value<'suggestions' | 'versions'>
  /** A moment of the open lesson that stands in its page's place. */
  readonly past: Value<Past | null>
  /** A moment of the open lesson that stands beside its page, which goes on being written. */
  readonly beside: Value<Past | null>
  /** What the window may do with the text of a lesson whose page is there. */
  hold(lesson: LessonId): PageHold | null
  /** Gives a lesson's page in, or takes it back. */
  setHold(lesson: LessonId, hold: PageHold | null): void
}

export function createVersionState(): VersionState {
  const holds = new Map<LessonId, PageHold>()
  return {
    inspected: createValue<'suggestions' | 'versions'>('suggestions'),
    past: createValue<Past | null>(null),
    beside: createValue<Past | null>(null),
    hold: (lesson) => holds.get(lesson) ?? null,
    setHold: (lesson, hold) => void (hold ? holds.set(lesson, hold) : holds.delete(lesson)),
  }
}
