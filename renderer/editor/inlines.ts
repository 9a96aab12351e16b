/** What a line is made of, brought into the form that the page keeps it in. Pure. */
import { isRun } from '#preload/document/lines.ts'
import type { Inline, Run } from '#preload/document/schema.ts'

/** Adds a run to others, as a part of the last where nothing sets the two apart. */
export function appendInline(inlines: Inline[], added: Inline): void {
  const last = inlines.at(-1)
  if (last && isRun(last) && isRun(added) && hasSameMarks(last, added)) inlines[inlines.length - 1] = { ...last, text: last.text + added.text }
  else inlines.push(added)
}

function hasSameMarks(a: Run, b: Run): boolean {
  const [mine, theirs] = [marksOf(a), marksOf(b)]
  return mine.length === theirs.length && mine.every(([name, value]) => b[name] === value)
}

function marksOf(run: Run): [Exclude<keyof Run, 'text'>, unknown][] {
  // The names of a run's properties are its keys.
  return (Object.entries(run) as [keyof Run, unknown][]).filter((entry): entry is [Exclude<keyof Run, 'text'>, unknown] => entry[0] !== 'text')
}

/** A line's children as the page keeps them: no two runs that could be one, and a run, an empty one if need be, at both sides of whatever is none. */
export function tidy(inlines: readonly Inline[]): Inline[] {
  const kept: Inline[] = []
  for (const each of inlines) {
    if (isRun(each) && each.text === '') continue
    if (!isRun(each) && !isRunOrNone(kept.at(-1))) kept.push({ text: '' })
    if (!isRun(each) && kept.length === 0) kept.push({ text: '' })
    appendInline(kept, each)
  }
  if (!isRunOrNone(kept.at(-1)) || kept.length === 0) kept.push({ text: '' })
  return kept
}

const isRunOrNone = (inline: Inline | undefined) => inline === undefined || isRun(inline)

/** Without white space at both ends. */
export function trimmed(inlines: readonly Inline[]): Inline[] {
  const kept = [...inlines]
  for (let first = kept[0]; first && isRun(first); first = kept[0]) {
    const text = first.text.trimStart()
    if (text !== '') {
      kept[0] = { ...first, text }
      break
    }
    kept.shift()
  }
  for (let last = kept.at(-1); last && isRun(last); last = kept.at(-1)) {
    const text = last.text.trimEnd()
    if (text !== '') {
      kept[kept.length - 1] = { ...last, text }
      break
    }
    kept.pop()
  }
  return kept
}

/** Whether there is anything to see. */
export function isBlank(inlines: readonly Inline[]): boolean {
  return inlines.every((each) => isRun(each) && each.text.trim() === '')
}
