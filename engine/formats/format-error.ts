/** What is wrong with a file: it is of another kind, there is nothing in it, its end is missing, it is a folder, or what is in it can't be. */
export type FormatFault = 'foreign' | 'empty' | 'cut' | 'folder' | 'damaged'

/** A file that is not what it should be: damaged, cut short, or of a kind this program does not read. */
export class FormatError extends Error {
  override readonly name = 'FormatError'
  readonly expected = true
  readonly path: string
  readonly kind: FormatFault

  /** `reason` is the rest of a sentence that begins with the file's name. */
  constructor(path: string, reason: string, kind: FormatFault = 'damaged') {
    super(`${path}: ${reason}`)
    this.path = path
    this.kind = kind
  }
}

/**
 * A name or text from a file as a sentence may carry it: one line, not longer than `longest` letters, with nothing that a terminal would obey
 * or that turns the direction of what follows.
 */
export function shown(text: string, longest = 80): string {
  if (text === '') return '(empty)'
  let line = ''
  for (const letter of text) {
    const next = /[\p{C}\p{Zl}\p{Zp}]/u.test(letter) ? `\\u{${letter.codePointAt(0)?.toString(16)}}` : letter
    if (line.length + next.length > longest) return `${line}…`
    line += next
  }
  return line
}
