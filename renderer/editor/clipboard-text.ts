/** Blocks as plain text and as HTML for other programs. Pure. */
import { blockText } from '#preload/document/blocks.ts'
import { plainText } from '#preload/document/plain-text.ts'
import type { Block, Doc, Run } from '#preload/document/schema.ts'

/** A line each, without marks of format when it is a piece of one block. */
export function plainFromBlocks(blocks: Doc): string {
  const [only] = blocks
  if (only && blocks.length === 1 && only.type !== 'divider') return blockText(only)
  return plainText(blocks)
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)

/** Plain semantic HTML: no styles, no classes, nothing of how the page draws it. */
export function htmlFromBlocks(blocks: Doc): string {
  let html = ''
  /** The lists that are open, innermost last. */
  const open: string[] = []
  const closeTo = (depth: number) => {
    while (open.length > depth) html += `</${open.pop()}>`
  }
  for (const block of blocks) {
    if (block.type !== 'item') {
      closeTo(0)
      html += blockHtml(block)
      continue
    }
    const tag = block.kind === 'bullet' ? 'ul' : 'ol'
    closeTo(open.at(block.depth) === tag ? block.depth + 1 : block.depth)
    while (open.length <= block.depth) {
      open.push(tag)
      html += `<${tag}>`
    }
    html += `<li>${runsHtml(block.children)}</li>`
  }
  closeTo(0)
  return html
}

function blockHtml(block: Exclude<Block, { type: 'item' }>): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${runsHtml(block.children)}</p>`
    case 'heading':
      return `<h${block.level}>${runsHtml(block.children)}</h${block.level}>`
    case 'quote':
      return `<blockquote><p>${runsHtml(block.children)}</p></blockquote>`
    case 'code':
      return `<pre><code>${escape(blockText(block))}</code></pre>`
    case 'divider':
      return '<hr>'
    default:
      return block satisfies never
  }
}

function runsHtml(runs: readonly Run[]): string {
  return runs
    .map((run) => {
      let html = escape(run.text).replaceAll('\n', '<br>')
      if (run.code) html = `<code>${html}</code>`
      if (run.italic) html = `<em>${html}</em>`
      return run.bold ? `<strong>${html}</strong>` : html
    })
    .join('')
}
