/**
 * Training documents: JSON Lines, plain or compressed with xz, with the fields `text` and, when
 * known, `title`, `lang` and `class`; or a question with its answer, where those are asked for.
 */
import type { Span } from './context.ts'
import { pairOf } from './pairs.ts'
import { DataError, readLines } from './text-lines.ts'

/** A document to learn from or to be measured by. */
export interface TrainingDocument {
  readonly text: string
  readonly title: string
  readonly language: string
  /** The class of text that sampling weights and held-out figures go by. */
  readonly className: string
  /** What of the text is context (context.ts), where something is. */
  readonly context?: readonly Span[]
}

/** What the model reads of a document: its title as a heading, unless the text begins with it, or has context, whose places are the text's own. */
export function trainingText({ title, text, context = [] }: Pick<TrainingDocument, 'title' | 'text' | 'context'>): string {
  if (context.length > 0) return text
  const opening = text.trimStart().replace(/^#+\s*/, '')
  return title === '' || opening.startsWith(title) ? text : `# ${title}\n\n${text}`
}

/** Unicode characters of a text; half a surrogate pair is one, as it is for tokenizers. */
export function characterCount(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** What a file may hold beside documents. */
export interface Readables {
  /** Questions with their answers (pairs.ts). */
  readonly pairs?: boolean
}

/** Reads documents one by one. Throws DataError for a file that holds none or something else. */
export async function* readDocuments(file: string, { pairs = false }: Readables = {}): AsyncGenerator<TrainingDocument> {
  let empty = true
  for await (const { text, where } of readLines(file)) {
    if (text.trim() === '') continue
    yield parseDocument(text, where, pairs)
    empty = false
  }
  if (empty) throw new DataError(`${file}: holds no documents`)
}

function parseDocument(json: string, where: string, pairs: boolean): TrainingDocument {
  const value = parseJson(json, where)
  if (typeof value !== 'object' || value === null) throw new DataError(`${where}: expected an object, found ${json.slice(0, 40)}`)
  const field = (name: string): string => {
    const found: unknown = Reflect.get(value, name)
    if (found === undefined || found === null) return ''
    if (typeof found !== 'string') throw new DataError(`${where}: "${name}" should be a string, but is ${JSON.stringify(found).slice(0, 40)}`)
    return found
  }
  const text = field('text')
  const known = { language: field('lang'), className: field('class') || 'other' }
  if (text !== '') return { text, title: field('title'), ...known }
  const pair = pairs ? pairOf(field) : undefined
  if (pair) return { ...pair, title: field('title') || pair.title, ...known }
  throw new DataError(`${where}: there is no "text"${pairs ? ', nor a question with its answer' : ''}`)
}

function parseJson(json: string, where: string): unknown {
  try {
    return JSON.parse(json)
  } catch (error) {
    throw new DataError(`${where}: not JSON (${error instanceof Error ? error.message : String(error)})`)
  }
}
