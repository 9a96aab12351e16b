/** What was taken back at the desk and can be done again, for as long as the window is not loaded anew. */
import type { LessonId } from '#preload/contract/library.ts'
import type { Host } from '#renderer/host/host.ts'
import { createValue, type Value } from '#renderer/host/value.ts'
import type { MendAsked, Mended } from './mended-before.ts'

/** It holds until something else is mended in its course. */
export type Redoable = Pick<Mended, 'course' | 'asked' | 'titles'>

const undone = new WeakMap<Host, Value<readonly Redoable[]>>()

export function undoneIn(host: Host): Value<readonly Redoable[]> {
  const there = undone.get(host) ?? createValue<readonly Redoable[]>([])
  undone.set(host, there)
  return there
}

/** What of it is done again: no title that was given since is taken away. */
export function redoable({ asked, titles }: Pick<Mended, 'asked' | 'titles'>, titleOf: (lesson: LessonId) => string): readonly MendAsked[] {
  return asked.map((each) => {
    const was = titles.find(({ lesson }) => lesson === each.lesson)?.before
    return each.lesson === null || was === titleOf(each.lesson) ? each : { ...each, retitle: null }
  })
}
