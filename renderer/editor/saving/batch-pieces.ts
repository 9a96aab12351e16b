/**
 * Changes cut into pieces that the host takes: a frame has a limit, and a batch over it would be sent again
 * for ever. Every piece leaves a document behind, since that is what the log checks after each batch. Pure.
 */
import { applyChange } from '#preload/document/apply.ts'
import { isText, type Node, type Nodes, type TextNode } from '#preload/document/node.ts'
import { Block, type Change, type Doc } from '#preload/document/schema.ts'
import type { StepPart } from '#preload/document/steps.ts'

/** Most UTF-16 units of JSON in a piece; as UTF-8 three times as many bytes, far below the host's limit of a frame. */
export const mostSize = 1 << 20
/** Most units of text in one change: JSON writes some of them as six. */
const mostText = mostSize >> 3

/** UTF-16 units of the JSON of changes. */
export function sizeOf(changes: readonly Change[]): number {
  return JSON.stringify(changes).length
}

/** Changes, and to which steps they belong. */
export interface Piece {
  readonly changes: readonly Change[]
  readonly steps: readonly StepPart[]
}

/** Cuts the changes of one turn; nearly always into one piece. `before` is the document that they change. */
export function cutIntoPieces(before: Doc, { changes, steps }: Piece): Piece[] {
  if (sizeOf(changes) <= mostSize) return [{ changes, steps }]
  const pieces: Tagged[][] = []
  let [piece, size]: [Tagged[], number] = [[], 2]
  let nodes: Nodes = before
  for (const tagged of small(changes, steps)) {
    const added = sizeOf([tagged.change])
    if (piece.length > 0 && size + added > mostSize && isDocument(nodes)) {
      pieces.push(piece)
      piece = []
      size = 2
    }
    piece.push(tagged)
    size += added
    nodes = applyChange(nodes, tagged.change)
  }
  return dividedAgain([...pieces, piece])
}

/** A change, and the part of a step that it belongs to. */
interface Tagged {
  readonly change: Change
  readonly part: StepPart
}

function small(changes: readonly Change[], steps: readonly StepPart[]): Tagged[] {
  const parts = steps.flatMap((part) => Array.from({ length: part.count }, () => part))
  return changes.flatMap((change, index) => {
    const part = parts[index]
    if (!part) throw new Error('every change belongs to a step')
    return smaller(change).map((each) => ({ change: each, part }))
  })
}

/** A part that is cut goes on in the next piece; only its end is the end of an undo. */
function dividedAgain(pieces: readonly Tagged[][]): Piece[] {
  const last = new Map(pieces.flatMap((piece, index) => piece.map(({ part }) => [part, index])))
  const begun = new Set<StepPart>()
  return pieces.map((piece, index) => ({
    changes: piece.map(({ change }) => change),
    steps: [...Map.groupBy(piece, ({ part }) => part)].map(([part, { length }]): StepPart => {
      const { before, whole, continues, ...rest } = part
      const isFirst = !begun.has(part)
      begun.add(part)
      return {
        ...rest,
        count: length,
        ...(isFirst && before && { before }),
        ...((continues || !isFirst) && { continues: true as const }),
        ...(whole && last.get(part) === index && { whole }),
      }
    }),
  }))
}

/** Blocks seen to be whole: a long document is asked about once for each piece. */
const whole = new WeakSet()

function isDocument(nodes: Nodes): boolean {
  return (
    nodes.length > 0 &&
    nodes.every((node) => {
      if (!whole.has(node) && Block.safeParse(node).success) whole.add(node)
      return whole.has(node)
    })
  )
}

/** The same change as several, none of which carries much. Whatever else a change holds is small. */
function smaller(change: Change): Change[] {
  if (sizeOf([change]) <= mostText) return [change]
  switch (change.type) {
    case 'insert_text':
      return textsOf(change.text).map(({ at, text }) => ({ ...change, offset: change.offset + at, text }))
    case 'remove_text':
      return textsOf(change.text).map(({ text }) => ({ ...change, text }))
    case 'insert_node':
      return insertions(change)
    // What would put a node in, taken back.
    case 'remove_node':
      return insertions({ ...change, type: 'insert_node' })
        .reverse()
        .map(takenBack)
    default:
      return [change]
  }
}

type Insertion = Extract<Change, { type: 'insert_node' }>

/** A node comes in with as much text as may be; runs beyond that come in empty, and their texts follow. */
function insertions(change: Insertion): Change[] {
  const { path, node } = change
  const texts: Change[] = []
  let room = mostText
  const lighter = (part: Node, at: Insertion['path']): Node => {
    if (!isText(part)) return { ...part, children: part.children.map((child, index) => lighter(child, [...at, index])) }
    room -= part.text.length
    if (room >= 0) return part
    texts.push(...textInto(at, part))
    return { ...part, text: '' }
  }
  return [{ ...change, node: lighter(node, path) }, ...texts]
}

function textInto(path: Insertion['path'], { text }: TextNode): Change[] {
  return textsOf(text).map((part) => ({ type: 'insert_text', path, offset: part.at, text: part.text }))
}

function takenBack(change: Change): Change {
  switch (change.type) {
    case 'insert_node':
      return { ...change, type: 'remove_node' }
    case 'insert_text':
      return { ...change, type: 'remove_text' }
    default:
      return change
  }
}

/** A text in parts; no character is cut in two. */
function textsOf(text: string): { readonly at: number; readonly text: string }[] {
  const parts: { at: number; text: string }[] = []
  for (let at = 0; at < text.length;) {
    const end = Math.min(text.length, at + mostText)
    const isInside = end < text.length && /[\uD800-\uDBFF]/.test(text.charAt(end - 1))
    const part = text.slice(at, isInside ? end - 1 : end)
    parts.push({ at, text: part })
    at += part.length
  }
  return parts
}
