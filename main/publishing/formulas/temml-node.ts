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

export function attribute(node: Node, name: string): string | null {
  const value = node.attributes?.[name]
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
}

/** A property of a node's style, by its name in CSS. */
export function styleOf(node: Node, name: string): string | null {
  const value = node.style?.[name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())] ?? node.style?.[name]
  return typeof value === 'string' && value !== '' ? value : null
}

export function hasClass(node: Node, name: string): boolean {
  return node.classes?.includes(name) ?? false
}

/** A sign without anything within. */
export function isPlain(node: Node): boolean {
  return childrenOf(node).length === 0
}

/** `#rrggbb`, or null for none. */
export function colourOf(node: Node): string | null {
  const colour = styleOf(node, 'color')
  return colour !== null && /^#[0-9a-f]{6}$/i.test(colour) ? colour.toLowerCase() : null
}

const PER_EM: Readonly<Record<string, number>> = { em: 1, pt: 10, px: 16, mu: 18 }

/** A length in em; 0 for none. A point is taken at a size of ten. */
export function emOf(length: string | null): number {
  const [, number = '', unit = ''] = /^(-?[\d.]+)([a-z]*)$/.exec(length ?? '') ?? []
  const value = Number(number) / (PER_EM[unit] ?? 1)
  return Number.isFinite(value) ? value : 0
}
