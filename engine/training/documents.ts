/**
 * Training documents: JSON Lines, plain or compressed with xz, with the fields `text` and, when
 * known, `title`, `lang` and `class`.
 */
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'

/** A document to learn from or to be measured by. */
export interface TrainingDocument {
  readonly text: string
  readonly title: string
  readonly language: string
  /** The class of text that sampling weights and held-out figures go by. */
  readonly className: string
}

/** A data file that can't be read as documents; the message names the file and the line. */
export class DataError extends Error {
  override readonly name = 'DataError'
  readonly expected = true
}

/** What the model reads of a document: its title as a heading, unless the text begins with it. */
export function trainingText({ title, text }: Pick<TrainingDocument, 'title' | 'text'>): string {
  const opening = text.trimStart().replace(/^#+\s*/, '')
  return title === '' || opening.startsWith(title) ? text : `# ${title}\n\n${text}`
}

async function openText(file: string): Promise<Readable> {
  const raw = createReadStream(file, { highWaterMark: 1 << 20 })
  if (!file.endsWith('.xz')) return raw
  // Loaded only when asked for: the studio itself never reads xz.
  const { default: xz } = await import('xz-decompress')
  // `never`, because Node's declaration of web streams and the browser's, which tests are checked with, disagree.
  return Readable.from(new xz.XzReadableStream(Readable.toWeb(raw) as never))
}

/** Node's readline would split at U+2028 and U+2029 as well, which may stand in a JSON string as they are. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let begun = ''
  for await (const chunk of bytes) {
    const [end = '', ...others] = decoder.decode(chunk, { stream: true }).split('\n')
    begun += end
    if (others.length === 0) continue
    yield begun
    begun = others.pop() ?? ''
    yield* others
  }
  begun += decoder.decode()
  if (begun !== '') yield begun
}

/** Reads documents one by one. */
export async function* readDocuments(file: string): AsyncGenerator<TrainingDocument> {
  let line = 0
  try {
    for await (const json of linesOf(await openText(file))) {
      line++
      if (json.trim() !== '') yield parseDocument(json, file, line)
    }
  } catch (error) {
    // What the system or a line has to say is said already; the rest comes from decompression.
    if (error instanceof DataError || (error instanceof Error && 'syscall' in error)) throw error
    throw new DataError(`${file}: can't be decompressed after line ${line}; it is damaged or no xz file`)
  }
  if (line === 0) throw new DataError(`${file}: holds no documents`)
}

function parseDocument(json: string, file: string, line: number): TrainingDocument {
  const where = `${file}, line ${line}`
  const value = parseJson(json, where)
  if (typeof value !== 'object' || value === null) throw new DataError(`${where}: expected an object, found ${json.slice(0, 40)}`)
  const field = (name: string): string => {
    const found: unknown = Reflect.get(value, name)
    if (found === undefined || found === null) return ''
    if (typeof found !== 'string') throw new DataError(`${where}: "${name}" should be a string, but is ${JSON.stringify(found).slice(0, 40)}`)
    return found
  }
  const text = field('text')
  if (text === '') throw new DataError(`${where}: there is no "text"`)
  return { text, title: field('title'), language: field('lang'), className: field('class') || 'other' }
}

function parseJson(json: string, where: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    throw new DataError(`${where}: not JSON (${error instanceof Error ? error.message : String(error)})`)
  }
}
