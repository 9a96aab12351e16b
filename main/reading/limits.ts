/** How much a file may be: more than any author writes, less than a computer has. Time and memory are limited by `ReadingDesk`. */

export interface ReadingLimits {
  /** Bytes of a file that holds pictures too: Word, EPUB, PDF. */
  readonly mostBytes: number
  /** Bytes of one that is all text. */
  readonly mostTextBytes: number
  /** Bytes that one part of a packed file may unpack to, and all that are read of it together. */
  readonly mostPart: number
  readonly mostUnpacked: number
  /** UTF-16 units of text that a work may have: longer than any book. */
  readonly mostText: number
  readonly mostPages: number
}

export const readingLimits: ReadingLimits = {
  mostBytes: 512 * 2 ** 20,
  mostTextBytes: 32 * 2 ** 20,
  mostPart: 48 * 2 ** 20,
  mostUnpacked: 192 * 2 ** 20,
  mostText: 16 * 2 ** 20,
  mostPages: 5000,
}
