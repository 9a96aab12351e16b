/** Files as works, until main/reading does it: Markdown and plain text. */
import { readFile } from 'node:fs/promises'
import { decodeText } from '#main/interchange/encoding.ts'

type ReadingCode = 'kind' | 'binary' | 'empty' | 'too-large' | 'encrypted' | 'broken' | 'no-text' | 'old-word' | 'too-slow' | 'too-much' | 'bomb' | 'missing'

export interface ReadWork {
  readonly kind: 'markdown' | 'text' | 'html' | 'docx' | 'epub' | 'pdf' | 'subtitles'
  readonly title: string
  readonly markdown: string
  readonly written: string | null
  readonly losses: readonly { readonly kind: 'pictures' | 'formulas' | 'characters' | 'pages' | 'chapters' | 'others' | 'shapes'; readonly count: number }[]
}

export class ReadingError extends Error {
  override readonly name = 'ReadingError'
  readonly code: ReadingCode

  constructor(code: ReadingCode) {
    super(code)
    this.code = code
  }
}

export interface WorkReader {
  read(file: { readonly name: string; readonly path: string }, signal?: AbortSignal): Promise<ReadWork>
  close(): void
}

export const plainReader: WorkReader = {
  async read({ name, path }) {
    if (!/\.(?:md|markdown|mdown|mkd|txt)$/i.test(name)) throw new ReadingError('kind')
    const decoded = decodeText(await readFile(path))
    if (!decoded) throw new ReadingError('binary')
    const isMarkdown = !/\.txt$/i.test(name)
    const text = decoded.text.replace(/^---\n.*?\n---\n/s, '')
    if (text.trim() === '') throw new ReadingError('empty')
    const heading = isMarkdown ? /^# (.+)$/m.exec(text)?.[1]?.trim() : undefined
    const title = heading ?? name.replace(/\.\w+$/, '')
    const markdown = isMarkdown
      ? heading
        ? text.replace(/^# .+$/m, '')
        : text
      : text
          .split(/\r?\n/)
          .filter((line) => line.trim() !== '')
          .join('\n\n')
    return { kind: isMarkdown ? 'markdown' : 'text', title: title.slice(0, 200), markdown, written: null, losses: [] }
  },
  close: () => undefined,
}
