/**
 * The document as changes see it: a tree of elements and texts with any properties. In the middle of a
 * batch it may be something that the schema does not allow (an element without children, two blocks with
 * one id); `checkDoc` says whether it has become a document again.
 */
import { Block, type Change, type Doc } from './schema.ts'
import type { z } from './zod.ts'

export interface TextNode {
  readonly text: string
  readonly [property: string]: unknown
}
export interface ElementNode {
  readonly children: readonly Node[]
  readonly [property: string]: unknown
}
export type Node = TextNode | ElementNode
/** What changes are applied to: the children of the root. A `Doc` is one such value. */
export type Nodes = readonly Node[]
export type Path = readonly number[]

/** A change that does not fit the document it is applied to. */
export class ChangeError extends RangeError {
  override readonly name = 'ChangeError'
}

/** Throws a `ChangeError` that names the change. */
export function misfit(change: Change, reason: string): never {
  throw new ChangeError(`${change.type} at [${change.path}]: ${reason}`)
}

export function isText(node: Node): node is TextNode {
  return typeof node.text === 'string'
}

/** The node at a path, or undefined where there is none. */
export function nodeAt(nodes: Nodes, path: Path): Node | undefined {
  let children: Nodes | undefined = nodes
  let node: Node | undefined
  for (const index of path) {
    node = children?.[index]
    children = node === undefined || isText(node) ? undefined : node.children
  }
  return node
}

/** Whether two JSON values say the same, whatever the order of their properties. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false
  const [mine, theirs] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))]
  return mine.length === theirs.size && mine.every(([key, value]) => theirs.has(key) && isSame(value, theirs.get(key)))
}

/** Blocks seen to be whole, by the node they were read from: a batch re-reads only what it touched. */
const whole = new WeakMap<object, Block>()

/** Reads nodes as a document. Throws a `ChangeError` that names the first block which is not one. */
export function checkDoc(nodes: Nodes): Doc {
  if (nodes.length === 0) throw new ChangeError('a document has at least one block')
  return nodes.map((node, index) => {
    const known = whole.get(node)
    if (known) return known
    const read = Block.safeParse(node)
    if (!read.success) {
      const issue = read.error.issues[0] && decisive(read.error.issues[0])
      throw new ChangeError(`block ${index} is none: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`)
    }
    whole.set(node, read.data)
    whole.set(read.data, read.data)
    return read.data
  })
}

/** Where something may be of several kinds, what is wrong with it as the one that it says it is. */
function decisive(issue: z.core.$ZodIssue): { readonly path: readonly PropertyKey[]; readonly message: string } {
  if (issue.code !== 'invalid_union') return issue
  const [inner] = issue.errors.find(([first]) => first && first.path[0] !== 'type') ?? []
  if (!inner) return issue
  const { path, message } = decisive(inner)
  return { path: [...issue.path, ...path], message }
}
