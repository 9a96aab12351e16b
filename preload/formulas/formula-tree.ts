/** The tree of a formula, as Temml makes it: MathML, with what MathML has no word for said in classes and styles. What is asked of its nodes, which have no types of their own. */

/** A node, a text, or nodes without one around them. */
export interface Node {
  readonly type?: string
  readonly text?: string
  readonly attributes?: Readonly<Record<string, unknown>>
  readonly classes?: readonly string[]
  readonly style?: Readonly<Record<string, unknown>>
  readonly children?: readonly Node[]
}

/** The elements within; what stands in none is passed through. */
export function childrenOf(node: Node): readonly Node[] {
  return (node.children ?? []).flatMap((child) =>
    child.type === undefined && child.text === undefined ? childrenOf(child) : child.type === undefined ? [] : [child],
  )
}

export function textOf(node: Node): string {
  return node.text ?? (node.children ?? []).map(textOf).join('')
}

/** A sign without anything within. */
export function isPlain(node: Node): boolean {
  return childrenOf(node).length === 0
}
