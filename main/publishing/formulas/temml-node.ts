/** Temml's tree of a formula, and what is asked of its nodes, which have no types of their own. */
import * as temml from 'temml'

/** A node, a text, or nodes without one around them. */
export interface Node {
  readonly type?: string
  readonly text?: string
  readonly attributes?: Readonly<Record<string, unknown>>
  readonly classes?: readonly string[]
  readonly style?: Readonly<Record<string, unknown>>
  readonly children?: readonly Node[]
}

/** Temml's settings that are used here. */
interface Settings {
  readonly displayMode: boolean
  readonly throwOnError: true
  readonly macros: Readonly<Record<string, string>>
  readonly maxExpand: number
}

// Its types say CommonJS, so that they lack what its module has: everything as the default.
const { __renderToMathMLTree: render } = temml.default as unknown as { __renderToMathMLTree: (tex: string, settings: Settings) => Node }

/** Throws Temml's ParseError, whose `position` is the character that it stopped at. */
export function temmlTree(tex: string, settings: Settings): Node {
  return render(tex, settings)
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
