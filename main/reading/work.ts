/** A past work of an author as it is read from a file, and why one cannot be. Known to those who ask and to the thread. */

export type WorkKind = 'markdown' | 'text' | 'html' | 'docx' | 'epub' | 'pdf' | 'subtitles'

/** What of a file did not come over. */
export type WorkLossKind =
  | 'pictures'
  | 'formulas' // of Word, which could not be read
  | 'characters' // bytes that mean none
  | 'pages' // of a PDF, without any text
  | 'chapters' // of a book, which could not be read
  | 'others' // answers and the like that others wrote on the same page
  | 'shapes' // what a lesson's Markdown cannot say, such as a list within a cell; its text stays

export interface WorkLoss {
  readonly kind: WorkLossKind
  readonly count: number
}

export interface ReadWork {
  readonly kind: WorkKind
  /** What the file calls itself, else its name without the ending; never empty, 200 characters at most. */
  readonly title: string
  /** Markdown as `preload/markdown` reads it, without the title; never blank. */
  readonly markdown: string
  /** ISO day, where the file says when it was written. */
  readonly written: string | null
  readonly losses: readonly WorkLoss[]
  /** Its title is a question that somebody else asked, and the text its answer. */
  readonly isAnswer?: true
}

/** Why a file is not read. The interface has a sentence for each. */
export const readingCodes = [
  'kind', // known, and none that is read: a picture, a table, a program, an archive
  'binary', // nothing that is known, and no text
  'empty', // nothing is written in it
  'too-large',
  'encrypted', // it asks for a password, or is protected against copying
  'broken', // it begins as what it is called, and cannot be read to its end
  'no-text', // pictures of pages: a scan
  'old-word', // Word's format before 2007, which WPS writes too
  'too-slow',
  'too-much', // it takes more memory than a file may
  'deep', // quotations within quotations without end, which nobody wrote
  'bomb', // it unpacks to far more than anyone writes
  'missing', // it is there no more, or the system does not let it be read
] as const
export type ReadingCode = (typeof readingCodes)[number]

/** A file that is not read, and why. */
export class ReadingError extends Error {
  override readonly name = 'ReadingError'
  readonly code: ReadingCode

  constructor(code: ReadingCode, detail = '') {
    super(detail === '' ? code : `${code}: ${detail}`)
    this.code = code
  }
}
