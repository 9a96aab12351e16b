/** `![[picture.png|width]]` and `[[note|text]]`, as Obsidian writes them, and pictures whose address has spaces, which Markdown does not allow and many files have. */
import type { PhrasingContent, Root, Text } from 'mdast'
import { SKIP, visit } from 'unist-util-visit'

const wiki = /(!?)\[\[([^\]|\n]+)(?:\|([^\]\n]*))?\]\]|!\[([^\]\n]*)\]\(([^()\n]+\.(?:png|jpe?g|gif|webp|avif|svg))\)/gi

/** Turns them into pictures and links of the tree, but for those that an author escaped. */
export function readWikiLinks(root: Root, source: string): void {
  visit(root, 'text', (node, index, parent) => {
    if (!parent || index === undefined || !node.value.includes('[')) return undefined
    const raw = source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0)
    const parts = partsOf(node, raw)
    parent.children.splice(index, 1, ...parts)
    return [SKIP, index + parts.length]
  })
}

function partsOf(node: Text, raw: string): PhrasingContent[] {
  const parts: PhrasingContent[] = []
  let end = 0
  const addText = (value: string) => {
    if (value !== '') parts.push({ type: 'text', value, position: node.position })
  }
  for (const match of node.value.matchAll(wiki)) {
    const [whole, sign = '!', target = '', said, alt, address] = match
    if (!raw.includes(whole)) continue
    addText(node.value.slice(end, match.index))
    end = match.index + whole.length
    if (address !== undefined) parts.push({ type: 'image', url: address.trim(), alt: alt ?? '', position: node.position })
    else
      parts.push(
        sign === '!'
          ? picture(node, target, said)
          : { type: 'link', url: target.trim(), children: [{ type: 'text', value: said ?? target }], position: node.position },
      )
  }
  addText(node.value.slice(end))
  return parts
}

function picture({ position }: Text, target: string, said: string | undefined): PhrasingContent {
  const isWidth = said !== undefined && /^\d+(?:x\d+)?$/.test(said)
  return { type: 'image', url: target.trim(), alt: isWidth ? '' : (said ?? ''), ...(isWidth ? { data: { pixels: said } } : {}), position }
}
