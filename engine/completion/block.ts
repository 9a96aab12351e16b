/** The caret's block within the plain text that the page sends: its text so far, and the blocks above it. */

/** What stands before the text of a block of its kind; `indent` is that of a list's item. */
const mark = /^(?:#{1,6}|>|(?<indent> *)(?:[-*+]|\d{1,3}\.)) /

/** A block's line without the mark of its kind. */
export function withoutMark(line: string): string {
  return line.replace(mark, '')
}

/** What stands before the mark of a list's item; undefined where the line is of no list. */
export function indentOf(line: string): string | undefined {
  return mark.exec(line)?.groups?.['indent']
}

/** The text of the caret's block before the caret, without the mark of its kind. */
export function blockOf(before: string): string {
  return withoutMark(before.slice(before.lastIndexOf('\n') + 1))
}

/** The texts of the blocks above it, without their marks, nearest last. */
export function blocksAbove(before: string): string[] {
  const lines = before.split('\n').slice(0, -1)
  return lines.map((line) => withoutMark(line).trim()).filter((line) => line !== '')
}

/** The rest of the caret's block. */
export function restOf(after: string): string {
  return after.split('\n', 1)[0] ?? ''
}
