/** Texts as models read and write them, to be shown as a work is: without the marks of headings, items and quotations. Pure. */

export interface PassageLine {
  readonly kind: 'heading' | 'item' | 'quote' | 'paragraph'
  /** What of it was given, then what goes on from there. */
  readonly given: string
  readonly rest: string
}

const marks: readonly (readonly [PassageLine['kind'], RegExp])[] = [
  ['heading', /^#{1,6}(?:[ \t]+|$)/],
  ['item', /^[ \t]*[-*•](?:[ \t]+|$)/],
  ['quote', /^>+(?:[ \t]+|$)/],
]

/** The lines of a text that goes on from what was given, which may end within one; those of marks alone are none. */
export function passageLines(given: string, rest: string): PassageLine[] {
  let at = 0
  return (given + rest).split('\n').flatMap((line) => {
    const [kind, mark] = markOf(line)
    const from = at + mark
    at += line.length + 1
    const isGiven = Math.max(0, given.length - from)
    const text = line.slice(mark)
    return text.trim() === '' ? [] : [{ kind, given: text.slice(0, isGiven), rest: text.slice(isGiven) }]
  })
}

function markOf(line: string): readonly [PassageLine['kind'], number] {
  for (const [kind, mark] of marks) {
    const found = mark.exec(line)
    if (found) return [kind, found[0].length]
  }
  return ['paragraph', 0]
}

/** Whether the title of a work stands at its head already. */
export function beginsWithTitle(text: string, title: string): boolean {
  return passageLines(text, '')[0]?.given.trim() === title.trim()
}
