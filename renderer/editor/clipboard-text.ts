/** Blocks as plain text and as HTML for other programs. Pure. */
import { blockText, inlinesOf, isRun } from '#preload/document/lines.ts'
import { plainText } from '#preload/document/plain-text.ts'
import type { Block, Cell, Doc, Inline, Line, Run, Table } from '#preload/document/schema.ts'

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
    html += `<li>${lineHtml(block)}</li>`
  }
  closeTo(0)
  return html
}

function blockHtml(block: Exclude<Block, { type: 'item' }>): string {
  switch (block.type) {
    case 'paragraph':
    case 'note':
      return `<p>${lineHtml(block)}</p>`
    case 'heading':
      return `<h${block.level}>${lineHtml(block)}</h${block.level}>`
    case 'quote':
    case 'callout':
      return `<blockquote><p>${lineHtml(block)}</p></blockquote>`
    case 'code':
      return `<pre><code>${escape(blockText(block))}</code></pre>`
    case 'formula-block':
      return `<p>$$${escape(blockText(block))}$$</p>`
    case 'image':
      return `<p>${lineHtml(block)}</p>`
    case 'table':
      return tableHtml(block)
    case 'divider':
      return '<hr>'
    default:
      return block satisfies never
  }
}

function tableHtml(table: Table): string {
  const rows = table.children.map(({ children }, at) => `<tr>${children.map((cell) => cellHtml(cell, table.hasHeader && at === 0)).join('')}</tr>`)
  return `<table>${rows.join('')}</table>`
}

function cellHtml(cell: Cell, isHeader: boolean): string {
  const tag = isHeader ? 'th' : 'td'
  const spans = `${cell.colspan ? ` colspan="${cell.colspan}"` : ''}${cell.rowspan ? ` rowspan="${cell.rowspan}"` : ''}`
  return `<${tag}${spans}>${lineHtml(cell)}</${tag}>`
}

function lineHtml(line: Line): string {
  return inlinesOf(line)
    .map((child) => (isRun(child) ? runHtml(child) : objectHtml(child)))
    .join('')
}

/** What is no run, for programs that know nothing like it. */
function objectHtml(child: Exclude<Inline, Run>): string {
  return child.type === 'formula' ? `$${escape(child.tex)}$` : ''
}

function runHtml(run: Run): string {
  let html = escape(run.text).replaceAll('\n', '<br>')
  if (run.code) html = `<code>${html}</code>`
  if (run.underline) html = `<u>${html}</u>`
  if (run.strike) html = `<s>${html}</s>`
  if (run.highlight) html = `<mark>${html}</mark>`
  if (run.italic) html = `<em>${html}</em>`
  if (run.bold) html = `<strong>${html}</strong>`
  return run.link ? `<a href="${escape(run.link)}">${html}</a>` : html
}
