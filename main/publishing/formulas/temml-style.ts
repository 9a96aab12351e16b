/** Attributes, classes and styles of Temml's nodes. */
import type { Node } from '#preload/formulas/formula-tree.ts'

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
