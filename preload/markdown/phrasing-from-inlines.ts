/** A line of a lesson as phrasing of the tree: flat runs with marks become marks within marks. */
import type { PhrasingContent } from 'mdast'
import { isRun } from '#preload/document/lines.ts'
import type { BlockId, Inline, Run } from '#preload/document/schema.ts'
import { apart } from './html-text.ts'
import { type Mark, marks } from './runs.ts'

/** Footnotes by the blocks that hold their texts. */
export type NoteNames = ReadonlyMap<BlockId, string>

/** Where a line stands: a heading and a cell cannot hold a line break of Markdown's own. */
export type Place = 'text' | 'caption' | 'heading' | 'cell'

interface Settings {
  readonly place: Place
  readonly notes: NoteNames
  readonly link: (address: string) => string
}

/** The phrasing of a line. */
export function phrasingOf(inlines: readonly Inline[], settings: Settings): PhrasingContent[] {
  const cut = settings.place === 'cell' ? withEndsApart(withBreaksApart(inlines)) : withBreaksApart(inlines)
  const isInside = (at: number) => (settings.place === 'caption' || at > 0) && at < cut.length - 1
  const canBreak = settings.place === 'text' || settings.place === 'caption'
  const leaves = cut.map((inline, at): Leaf => ({ inline, isInside: isInside(at) && canBreak, isEnd: at === 0 || at === cut.length - 1 }))
  return nest(leaves, new Set(), settings)
}

interface Leaf {
  readonly inline: Inline
  /** Whether a line break here can be one of Markdown's own: nothing is lost at its line's ends. */
  readonly isInside: boolean
  readonly isEnd: boolean
}

function withBreaksApart(inlines: readonly Inline[]): Inline[] {
  return inlines.flatMap((each): Inline[] => (isRun(each) ? each.text.split(/(\n)/).flatMap((text) => (text === '' ? [] : [{ ...each, text }])) : [each]))
}

/** A space at an end of a cell would be its padding. */
function withEndsApart(inlines: readonly Inline[]): Inline[] {
  const first = inlines.flatMap((each, index): Inline[] => (index === 0 ? cutRun(each, /^[ \t](?=[\s\S])/) : [each]))
  return first.flatMap((each, index): Inline[] => (index === first.length - 1 ? cutRun(each, /(?<=[\s\S])[ \t]$/) : [each]))
}

function cutRun(inline: Inline, end: RegExp): Inline[] {
  const at = isRun(inline) && !inline.code ? end.exec(inline.text) : null
  if (!isRun(inline) || !at) return [inline]
  const cut = at.index === 0 ? 1 : at.index
  return [
    { ...inline, text: inline.text.slice(0, cut) },
    { ...inline, text: inline.text.slice(cut) },
  ]
}

/** The mark that reaches farthest is outermost. */
function nest(leaves: readonly Leaf[], open: ReadonlySet<Mark>, settings: Settings): PhrasingContent[] {
  const result: PhrasingContent[] = []
  for (let at = 0; at < leaves.length;) {
    const [mark, reach] = outermost(leaves, at, open)
    const leaf = leaves[at]
    if (!leaf) break
    if (mark === null) {
      result.push(...leafNodes(leaf, settings))
      at += 1
    } else {
      const inside = nest(leaves.slice(at, at + reach), new Set([...open, mark]), settings)
      result.push(wrapped(mark, leaf.inline, inside, settings))
      at += reach
    }
  }
  return mergedText(result)
}

function outermost(leaves: readonly Leaf[], at: number, open: ReadonlySet<Mark>): [Mark | null, number] {
  let best: [Mark | null, number] = [null, 0]
  for (const mark of marks) {
    const reach = open.has(mark) ? 0 : reachOf(leaves, at, mark)
    if (reach > best[1]) best = [mark, reach]
  }
  return best
}

function reachOf(leaves: readonly Leaf[], at: number, mark: Mark): number {
  const value = markOf(leaves[at], mark)
  if (value === undefined) return 0
  let end = at + 1
  while (markOf(leaves[end], mark) === value) end += 1
  return end - at
}

function markOf(leaf: Leaf | undefined, mark: Mark): Run[Mark] {
  return leaf && isRun(leaf.inline) ? leaf.inline[mark] : undefined
}

function wrapped(mark: Mark, inline: Inline, children: PhrasingContent[], settings: Settings): PhrasingContent {
  switch (mark) {
    case 'link': {
      const address = isRun(inline) ? (inline.link ?? '') : ''
      return { type: 'link', url: settings.link(address), children }
    }
    case 'bold':
      return { type: 'strong', children }
    case 'italic':
      return { type: 'emphasis', children }
    case 'strike':
      return { type: 'delete', children }
    case 'underline':
    case 'highlight':
      return { type: mark, children }
  }
}

function leafNodes({ inline, isInside, isEnd }: Leaf, settings: Settings): PhrasingContent[] {
  if (!isRun(inline)) {
    if (inline.type === 'formula') return [{ type: 'inlineMath', value: inline.tex }]
    const name = settings.notes.get(inline.note) ?? inline.note
    return [{ type: 'footnoteReference', identifier: name, label: name }]
  }
  if (inline.text === '\n') return [isInside ? { type: 'break' } : { type: 'html', value: '<br>' }]
  if (settings.place === 'cell' && isEnd && !inline.code && /^[ \t]$/.test(inline.text))
    return [{ type: 'html', value: inline.text === ' ' ? '&#x20;' : '&#x9;' }]
  return [inline.code ? { type: 'inlineCode', value: inline.text } : { type: 'text', value: inline.text }]
}

/** Neighbouring texts are escaped together; the signs of neighbouring formulas would be taken for one. */
function mergedText(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const result: PhrasingContent[] = []
  for (const node of nodes) {
    const last = result.at(-1)
    if (node.type === 'text' && last?.type === 'text') result[result.length - 1] = { ...last, value: last.value + node.value }
    else if (node.type === 'inlineMath' && last?.type === 'inlineMath') result.push({ type: 'html', value: apart }, node)
    else result.push(node)
  }
  return result
}
