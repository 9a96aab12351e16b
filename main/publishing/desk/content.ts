/** What a lesson says, whatever its blocks are called: the same text has the same content, where it was written and where it was imported. */
import { perBlock } from '#preload/document/blocks.ts'
import type { Block, BlockId, Doc } from '#preload/document/schema.ts'
import { sha256, sortedJson } from './hashes.ts'

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

/** By the lesson itself: every target asks the same of the same lessons. */
const [hashes, texts, names] = [new WeakMap<Doc, string>(), new WeakMap<Doc, string>(), new WeakMap<Doc, readonly string[]>()]

/** Of what a lesson says: what its units are made from, in short. */
export function contentHash(doc: Doc): string {
  return once(hashes, doc, () => sha256(texts.get(doc) ?? numberedJson(doc)))
}

/** What a lesson says, as JSON. */
export function contentJson(doc: Doc): string {
  return once(texts, doc, () => numberedJson(doc))
}

/** As `sortedJson` of the lesson with its blocks numbered, which is not made for it. */
function numberedJson(doc: Doc): string {
  const numbers = new Map<string, number>()
  let text = ''
  for (const block of doc) {
    const { between, named, met } = partsOf(block)
    for (const name of met) if (!numbers.has(name)) numbers.set(name, numbers.size + 1)
    text += text === '' ? '' : ','
    for (const [at, part] of between.entries()) text += at === 0 ? part : `"b${numbers.get(named[at - 1]!)}"${part}`
  }
  return `[${text}]`
}

/** No JSON has it in a text. */
const NAME = '\0'

/** A block as sorted JSON, parted by the names of blocks and cells in it, and these in the order of the block: forms of a lesson share its blocks. */
const partsOf = perBlock((block) => {
  const named: string[] = []
  const json = sortedJson(block, (node, property, text) => (isName(node, property) ? (named.push(text), NAME) : null))
  return { between: json.split(NAME), named, met: named.length > 1 ? namesOf(block) : named }
})

function namesOf(block: Block): string[] {
  const found = new Set<string>()
  renamed(block, (id) => (found.add(id), id as BlockId))
  return [...found]
}

/** Names of its blocks and cells, in their order: what was found in the same text elsewhere lies at other ones. */
export function namesIn(doc: Doc): readonly string[] {
  return once(names, doc, () => [...new Set(doc.flatMap((block) => partsOf(block).met))])
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
