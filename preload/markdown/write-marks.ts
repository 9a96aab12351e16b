/**
 * Marks as Markdown: with `**`, `*` and `~~` where every program reads them so, with HTML's tags where not, as
 * beside Chinese punctuation. A reader of the file sees words and not numbers of characters.
 */
import type { Delete, Emphasis, InlineCode, Parents, PhrasingContent, Strong } from 'mdast'
import type { InlineMath } from 'mdast-util-math'
import { type ConstructName, defaultHandlers, type Handle, type Info, type State } from 'mdast-util-to-markdown'
import { inCell, needsSigns } from './cell-bars.ts'
import { canClose, canOpen } from './flanking.ts'
import { betweenSigns, fitsOneSign } from './formula-signs.ts'
import type { Highlight, Underline } from './nodes.ts'

type Marked = Strong | Emphasis | Delete

/** A handler for a mark that has a pair of its own. */
function pairOr(pair: string, tag: string, construct: ConstructName): Handle {
  const handle = (node: Marked, _parent: Parents | undefined, state: State, info: Info): string => {
    const [sign, children] = pairOf(node, pair)
    const exit = state.enter(construct)
    const inside = phrasing(children, state, info, sign)
    const isClear = isRead(sign, info.before, inside, info.after)
    const value = isClear ? sign + inside + sign : tagged(tag, node, state, info)
    exit()
    return value
  }
  return Object.assign(handle, { peek: () => pair[0] ?? '' })
}

/** Bold that is all italic, or the other way round: three asterisks. */
function pairOf(node: Marked, pair: string): [string, Marked] {
  const [only, ...others] = node.children
  const isBoth = others.length === 0 && ((node.type === 'emphasis' && only?.type === 'strong') || (node.type === 'strong' && only?.type === 'emphasis'))
  return isBoth ? ['***', only] : [pair, node]
}

function isRead(pair: string, before: string, inside: string, after: string): boolean {
  const signs = /[*_~]/
  const isApart = ![before.slice(-1), inside.slice(0, 1), inside.slice(-1), after.slice(0, 1)].some((character) => signs.test(character))
  return isApart && canOpen(before, inside) && canClose(inside, after) && inside !== '' && pair !== ''
}

function phrasing(node: Marked | Underline | Highlight, state: State, info: Info, sign: string): string {
  const tracker = state.createTracker(info)
  tracker.move(sign)
  return state.containerPhrasing(node, { ...tracker.current(), before: sign, after: sign })
}

function tagged(tag: string, node: Marked | Underline | Highlight, state: State, info: Info): string {
  const tracker = state.createTracker(info)
  const begin = tracker.move(`<${tag}>`)
  const inside = tracker.move(state.containerPhrasing(node, { ...tracker.current(), before: begin, after: '<' }))
  return `${begin}${inside}</${tag}>`
}

function tagOnly(tag: string): Handle {
  const handle = (node: Underline | Highlight, _parent: Parents | undefined, state: State, info: Info): string => tagged(tag, node, state, info)
  return Object.assign(handle, { peek: () => '<' })
}

function inlineMath(node: InlineMath, _parent: Parents | undefined, state: State, info: Info): string {
  const tex = isInCell(state) ? inCell(node.value) : node.value
  return fitsOneSign(tex, info.before, info.after) ? `$${tex}$` : betweenSigns(tex)
}

function isInCell(state: State): boolean {
  return state.stack.includes('tableCell')
}

function inlineCode(node: InlineCode, parent: Parents | undefined, state: State): string {
  const code = defaultHandlers.inlineCode(node, parent, state)
  // A bar would end the cell.
  return isInCell(state) ? code.replaceAll('|', '\\|') : code
}

/** Handlers of everything that a line is made of, beyond what the library writes. */
export const markHandlers: Readonly<Record<string, Handle>> = {
  strong: pairOr('**', 'strong', 'strong'),
  emphasis: pairOr('*', 'em', 'emphasis'),
  delete: pairOr('~~', 'del', 'emphasis'),
  underline: tagOnly('u'),
  highlight: tagOnly('mark'),
  inlineMath: Object.assign(inlineMath, { peek: () => '$' }),
  inlineCode: Object.assign(inlineCode, { peek: () => '`' }),
}

/** Whether a bar within code could not be told from one that a backslash of its own stands before, or one within a formula has no name. */
export function hasDoubtfulBar(nodes: readonly PhrasingContent[]): boolean {
  return nodes.some((node) => {
    if (node.type === 'inlineMath') return needsSigns(node.value)
    if (node.type === 'inlineCode') return /\\\|/.test(node.value)
    return 'children' in node && hasDoubtfulBar(node.children)
  })
}
