/** The guide's chapters: its headings of the second level. Pure. */
import type { Heading, Root, RootContent } from 'mdast'

export interface Chapter {
  readonly id: string
  readonly title: string
}

export function chaptersOf(root: Root): Chapter[] {
  return root.children
    .filter((node): node is Heading => node.type === 'heading' && node.depth === 2)
    .map((node) => ({ id: headingId(node), title: wordsOf(node) }))
}

/** Names a heading on the page, the same each time. */
export function headingId(heading: Heading): string {
  return `guide-${heading.position?.start.line ?? 0}`
}

function wordsOf(node: RootContent | Heading): string {
  if ('value' in node) return node.value
  return 'children' in node ? node.children.map(wordsOf).join('') : ''
}
