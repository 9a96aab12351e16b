/** The caret's block within the plain text that the page sends: its text so far, and the blocks above it. */

/** What stands before the text of a block of its kind. */
const mark = /^(?:#{1,6}|>| *(?:[-*+]|\d{1,3}\.)) /

/** The text of the caret's block before the caret, without the mark of its kind. */
export function blockOf(before: string): string {
  return before.slice(before.lastIndexOf('\n') + 1).replace(mark, '')
}

/** The texts of the blocks above it, without their marks, nearest last. */
export function blocksAbove(before: string): string[] {
  const lines = before.split('\n').slice(0, -1)
  return lines.map((line) => line.replace(mark, '').trim()).filter((line) => line !== '')
}

/** The rest of the caret's block. */
export function restOf(after: string): string {
  return after.split('\n', 1)[0] ?? ''
}
