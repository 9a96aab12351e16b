/** The lines of a text file, plain or compressed with xz, that may be damaged, foreign or endless. */
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'

/** A data file that can't be read as documents; the message names the file and the line. */
export class DataError extends Error {
  override readonly name = 'DataError'
  readonly expected = true
}

/** A line and what to call it: the file and its number. */
export interface TextLine {
  readonly text: string
  readonly where: string
}

/** A line is in memory as a whole before anything is known about it. The longest of novels have 10 MB. */
const LONGEST_LINE_MB = 64
const LINE_FEED = 0x0a
const XZ_MAGIC = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])

/** Reads lines one by one. Throws DataError for what is no text in UTF-8. */
export async function* readLines(file: string): AsyncGenerator<TextLine> {
  const line = new LineUnderWay(file)
  try {
    for await (const chunk of await openText(file)) {
      let from = 0
      for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
        line.add(chunk.subarray(from, end))
        yield line.finish()
        from = end + 1
      }
      line.add(chunk.subarray(from))
    }
  } catch (error) {
    if (error instanceof DataError) throw error
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EISDIR') throw new DataError(`${file}: is a folder; give the files in it`)
    // What the system has to say is said already; the rest comes from decompression.
    if (!file.endsWith('.xz') || (error instanceof Error && 'syscall' in error)) throw error
    throw new DataError(`${file}: can't be decompressed after line ${line.number - 1}; it is damaged, cut short or no xz file`)
  }
  if (line.length > 0) yield line.finish()
}

async function openText(file: string): Promise<AsyncIterable<Uint8Array>> {
  const raw = createReadStream(file, { highWaterMark: 1 << 20 })
  if (!file.endsWith('.xz')) return raw
  // Loaded only when asked for: the studio itself never reads xz.
  const { default: xz } = await import('xz-decompress')
  // `never`, because Node's declaration of web streams and the browser's, which tests are checked with, disagree.
  return Readable.from(new xz.XzReadableStream(Readable.toWeb(raw) as never))
}

/** Bytes of a line as they come. Lines are cut before they are decoded, so that what isn't text is known by its line. */
class LineUnderWay {
  readonly #file: string
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })
  #pieces: Uint8Array[] = []
  number = 1
  length = 0

  constructor(file: string) {
    this.#file = file
  }

  get #where(): string {
    return `${this.#file}, line ${this.number}`
  }

  add(piece: Uint8Array): void {
    this.#pieces.push(piece)
    this.length += piece.length
    if (this.length > LONGEST_LINE_MB << 20) throw new DataError(`${this.#where}: longer than ${LONGEST_LINE_MB} MB; each document stands on a line of its own`)
    // Looked for at once: a hole in a file is as long as the file.
    if (piece.includes(0)) throw this.#noText()
  }

  /** The line as text; the next one begins. Node's readline would split at U+2028 and U+2029 as well, which may stand in a JSON string as they are. */
  finish(): TextLine {
    const bytes = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces)
    const line = { text: this.#decode(bytes), where: this.#where }
    this.#pieces = []
    this.length = 0
    this.number++
    return line
  }

  #decode(bytes: Uint8Array): string {
    try {
      return this.#decoder.decode(bytes)
    } catch {
      throw this.#notUtf8(isGbk(bytes) ? { name: 'GBK', iconv: 'GB18030' } : undefined)
    }
  }

  #noText(): DataError {
    const beginning = this.number === 1 ? Buffer.concat(this.#pieces).subarray(0, XZ_MAGIC.length) : Buffer.alloc(0)
    if (beginning.equals(XZ_MAGIC)) {
      return new DataError(`${this.#file}: is compressed by xz, which its name must say (${basename(this.#file)}.xz)`)
    }
    const mark = beginning.length >= 2 ? beginning.readUInt16BE() : 0
    if (mark === 0xfeff || mark === 0xfffe) return this.#notUtf8({ name: 'UTF-16', iconv: 'UTF-16' })
    return new DataError(`${this.#where}: holds NUL bytes; the file is damaged or no text`)
  }

  #notUtf8(guess: { readonly name: string; readonly iconv: string } | undefined): DataError {
    const [probably, how] = guess ? [`, probably ${guess.name}`, `, as by \`iconv -f ${guess.iconv} -t UTF-8\``] : ['', '']
    return new DataError(`${this.#where}: not UTF-8${probably}; save the file as UTF-8 first${how}`)
  }
}

function isGbk(bytes: Uint8Array): boolean {
  try {
    // Nearly any bytes are some characters of GBK; only Chinese gives its commonest ones.
    return /[的一是不了在有人中你好]/u.test(new TextDecoder('gb18030', { fatal: true }).decode(bytes))
  } catch {
    return false
  }
}
