/** What is chosen of a title as its author is led to it. Pure. */
import { untitled } from '#preload/document/title.ts'

const made: ReadonlySet<string> = new Set(Object.values(untitled))

/** One that no author gave is typed over; in any other the caret is at its end, for a key would take all of it away. */
export function chosenOfTitle(title: string): readonly [from: number, to: number] {
  return [made.has(title.trim()) ? 0 : title.length, title.length]
}
