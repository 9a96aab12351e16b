/** What a lesson says, whatever its blocks are called: the same text has the same content, where it was written and where it was imported. */
import type { BlockId, Doc } from '#preload/document/schema.ts'

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
