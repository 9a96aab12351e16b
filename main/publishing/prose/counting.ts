/** Counting what is seen of texts. */
import { countWords, words, wordsWithin } from '#preload/document/counting.ts'
import { changesBetween } from '#preload/document/difference.ts'
import { type ElementNode, isText, type Node } from '#preload/document/node.ts'
import type { Block, Change, Doc } from '#preload/document/schema.ts'

/** Characters that are seen: white space is none. A script counts each of its clauses several times, so nothing is taken apart for it. */
export function visibleCharacters(text: string): number {
  if (!/[\ud800-\udfff]/.test(text)) return text.length - spacesIn(text)
  const seen = text.replaceAll(/\s/g, '')
  return seen.length - (seen.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0)
}

function spacesIn(text: string): number {
  let count = 0
  const spaces = /\s/g
  while (spaces.test(text)) count += 1
  return count
}

/**
 * How many 字 are other, counted as everywhere: those put in or taken out, and of one stretch that took another's place the longer of both, as
 * whoever changed it would say. A text that was written anew has changed by all that it has, and by no more.
 */
export function changedWords(before: Doc, after: Doc): number {
  const changes = changesBetween(unmarked(before), unmarked(after))
  const changed = changes.reduce((sum, change, index) => {
    const [last, next] = [changes[index - 1], changes[index + 1]]
    if (change.type === 'remove_text') return sum + (next && isInPlaceOf(next, change) ? wordsBetween(change.text, next.text) : countWords(change.text))
    // What came in the place of something was counted with that.
    if (change.type === 'insert_text') return last && isInPlaceOf(change, last) ? sum : sum + countWords(change.text)
    if (change.type === 'insert_node' || change.type === 'remove_node') return sum + wordsWithin(change.node)
    return sum
  }, 0)
  return Math.min(changed, Math.max(words(before), words(after)))
}

/** Texts beside each other as one, whatever marks them and whoever wrote them: a word in bold is no other word. */
function unmarked(doc: Doc): Doc {
  return doc.map((block) => bare(block) as Block)
}

function bare(node: ElementNode): ElementNode {
  const children: Node[] = []
  for (const child of node.children) {
    const last = children.at(-1)
    if (!isText(child)) children.push(bare(child))
    else if (last !== undefined && isText(last)) children[children.length - 1] = { text: last.text + child.text }
    else children.push({ text: child.text })
  }
  return { ...node, children }
}

function isInPlaceOf(change: Change, before: Change): change is Extract<Change, { type: 'insert_text' }> {
  return change.type === 'insert_text' && before.type === 'remove_text' && change.offset === before.offset && change.path.join() === before.path.join()
}

/** Longer stretches count as one that took another's place: what they have in common would take long to find. */
const mostCompared = 250_000

/** Between what two stretches have in common, each place counts as the longer of what it was and what it is. */
function wordsBetween(before: string, after: string): number {
  const [from, to] = [piecesOf(before), piecesOf(after)]
  const longer = (a: readonly string[], b: readonly string[]): number => Math.max(countWords(a.join('')), countWords(b.join('')))
  if (from.length * to.length > mostCompared) return longer(from, to)
  const width = to.length + 1
  // By where each begins: how many pieces the rests share, in order.
  const shared = new Uint16Array((from.length + 1) * width)
  const sharedAt = (at: number, other: number): number => shared[at * width + other] ?? 0
  for (let at = from.length - 1; at >= 0; at -= 1)
    for (let other = to.length - 1; other >= 0; other -= 1)
      shared[at * width + other] = from[at] === to[other] ? sharedAt(at + 1, other + 1) + 1 : Math.max(sharedAt(at + 1, other), sharedAt(at, other + 1))
  let [at, other, sum] = [0, 0, 0]
  while (at < from.length || other < to.length) {
    const [gap, gapThere] = [at, other]
    while ((at < from.length || other < to.length) && !(at < from.length && from[at] === to[other])) {
      if (at < from.length && sharedAt(at + 1, other) >= sharedAt(at, other + 1)) at += 1
      else other += 1
    }
    sum += longer(from.slice(gap, at), to.slice(gapThere, other))
    for (; at < from.length && from[at] === to[other]; at += 1) other += 1
  }
  return sum
}

/** Words of Latin script, and characters of all others, with the spaces before them. */
function piecesOf(text: string): string[] {
  return text.match(/\s*(?:[!-~]+|\S)|\s+/gu) ?? []
}

/** Characters from which a cell of a table is a long one, which has a width of its own. */
export const LONG_CELL = 14
