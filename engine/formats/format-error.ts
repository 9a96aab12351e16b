/** A file that is not what it should be: damaged, cut short, or of a kind this program does not read. */
export class FormatError extends Error {
  override readonly name = 'FormatError'
  readonly expected = true
  readonly path: string

  /** `reason` is the rest of a sentence that begins with the file's name. */
  constructor(path: string, reason: string) {
    super(`${path}: ${reason}`)
    this.path = path
  }
}
