/** What a lesson says, whatever its blocks are called: the same text has the same content, where it was written and where it was imported. */
import type { BlockId, Doc } from '#preload/document/schema.ts'
import { hashOf } from './hashes.ts'

/** The same lesson with its blocks and cells numbered. */
export function withNumberedBlocks(doc: Doc): Doc {
  const ids = new Map<string, string>()
  const numbered = (id: string): BlockId => {
    const known = ids.get(id) ?? `b${ids.size + 1}`
    ids.set(id, known)
    return known as BlockId
  }
  return doc.map((block) => renamed(block, numbered))
}

/** The last one: what it says is asked for twice in a row. */
let last: { readonly doc: Doc; readonly numbered: Doc } | null = null

function numberedOf(doc: Doc): Doc {
  if (last?.doc !== doc) last = { doc, numbered: withNumberedBlocks(doc) }
  return last.numbered
}

/** By the lesson itself: every target asks the same of the same lessons. */
const [hashes, texts, names] = [new WeakMap<Doc, string>(), new WeakMap<Doc, string>(), new WeakMap<Doc, readonly string[]>()]

/** Of what a lesson says: what its units are made from, in short. */
export function contentHash(doc: Doc): string {
  return once(hashes, doc, () => hashOf(numberedOf(doc)))
}

/** Names of its blocks and cells, in their order: what was found in the same text elsewhere lies at other ones. */
export function namesIn(doc: Doc): readonly string[] {
  return once(names, doc, () => {
    const found = new Set<string>()
    doc.forEach((block) => renamed(block, (id) => (found.add(id), id as BlockId)))
    return [...found]
  })
}

/** What a lesson says, as JSON. */
export function contentJson(doc: Doc): string {
  return once(texts, doc, () => JSON.stringify(numberedOf(doc)))
}

function once<T>(known: WeakMap<Doc, T>, doc: Doc, made: () => T): T {
  const found = known.get(doc) ?? made()
  known.set(doc, found)
  return found
}

/** Every id within, and every mark that names one. */
function renamed<T>(value: T, numbered: (id: string) => BlockId): T {
  if (Array.isArray(value)) return value.map((each: unknown) => renamed(each, numbered)) as T
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, each]: [string, unknown]) => [
    name,
    isName(value, name) && typeof each === 'string' ? numbered(each) : renamed(each, numbered),
  ])
  return Object.fromEntries(entries) as T
}

function isName(node: object, property: string): boolean {
  return property === 'id' || (property === 'note' && 'type' in node && node.type === 'note-mark')
}
