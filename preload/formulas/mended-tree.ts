/** What Temml builds otherwise than its source says, or MathML allows, is brought right, so that the page and every target show what was written. */
import { childrenOf, type Node, textOf } from './formula-tree.ts'

/** No sign that anyone writes: it says of what stands below something that it is to stand above it. */
const ABOVE = '\ufdd0'

/** Temml sets what \overset has for a letter as its power. What \underset has stands straight below whatever it is of. */
export const overset = `\\underset{\\char"${ABOVE.codePointAt(0)?.toString(16).toUpperCase()}{#1}}{#2}`

/** By their places among its children each knows what they are. */
const PLACED: ReadonlySet<string> = new Set(['mfrac', 'mroot', 'msub', 'msup', 'msubsup', 'munder', 'mover', 'munderover'])

export function mendedTree(node: Node): Node {
  const children = node.children?.map(mendedTree)
  if (children === undefined) return node
  const { type = '' } = node
  // An operator behind which what it is applied to may follow is several elements, and one thing.
  if (PLACED.has(type)) return raised({ ...node, children: children.map((child) => (isUnnamed(child) ? { type: 'mrow', ...child } : child)) })
  const mended: Node = { ...node, children }
  // Signs alone are an operator; what is built of them has parts of its own.
  return type === 'mo' && isBuilt(mended) ? { type: 'mrow', children } : mended
}

const isUnnamed = ({ type, text }: Node): boolean => type === undefined && text === undefined

function isBuilt(node: Node): boolean {
  return childrenOf(node).some((child) => !/^(?:m[ino]|mtext|mspace|mrow|mpadded|mstyle)$/.test(child.type ?? '') || isBuilt(child))
}

function raised(node: Node): Node {
  const [base, script] = childrenOf(node)
  const [mark, ...rest] = script === undefined ? [] : childrenOf(script)
  if (node.type !== 'munder' || base === undefined || mark === undefined || textOf(mark) !== ABOVE) return node
  const [only] = rest
  return { ...node, type: 'mover', children: [base, rest.length === 1 && only !== undefined ? only : { type: 'mrow', children: rest }] }
}
