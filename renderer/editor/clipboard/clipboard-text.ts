/** Blocks as plain text and as HTML for other programs. Pure. */
import { blockText, inlinesOf, isRun, linesOf, lineText } from '#preload/document/lines.ts'
import { numbersOf } from '#preload/document/numbering.ts'
import { plainText } from '#preload/document/plain-text.ts'
import type { Block, Doc, Inline, Line, Run, Table } from '#preload/document/schema.ts'
import { imageAddress } from '#preload/contract/images.ts'
import { noteNumbers } from '#renderer/editor/note/notes.ts'
import { gridOf, type Placed } from '#preload/document/table-grid.ts'

/** A line each, without marks of format when it is a piece of one block. */
export function plainFromBlocks(blocks: Doc): string {
  const [only] = blocks
  if (only?.type === 'table' && blocks.length === 1) return tabbedText(only)
  if (only && blocks.length === 1 && only.type !== 'divider') return bareText(only)
  return plainText(blocks)
}

/** A formula is its source, and a footnote's mark is nothing, as in several blocks. */
function bareText(block: Block): string {
  return linesOf(block)
    .map(({ line }) => bareLine(line))
    .join('\n')
}

const bareLine = (line: Line) => lineText(line, (object) => (object.type === 'formula' ? `$${object.tex}$` : ''))

/** A table as spreadsheets read it: a cell reaches over others by leaving them empty. */
function tabbedText(table: Table): string {
  const grid = gridOf(table)
  const textAt = (row: number, column: number) => {
    const placed = grid.at(row, column)
    return placed?.top === row && placed.left === column ? bareLine(placed.cell).replace(/[\t\n]/g, ' ') : ''
  }
  return Array.from({ length: grid.rows }, (_, row) => Array.from({ length: grid.columns }, (__, column) => textAt(row, column)).join('\t')).join('\n')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string) => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)

/** Plain semantic HTML: nothing of how the page draws it, and no more classes than what other programs know by them. */
export function htmlFromBlocks(blocks: Doc): string {
  let html = ''
  const numbers = noteNumbers(blocks)
  /** The lists that are open, innermost last. */
  const open: string[] = []
  const closeTo = (depth: number) => {
    while (open.length > depth) html += `</${open.pop()}>`
  }
  for (const [at, block] of blocks.entries()) {
    if (block.type !== 'item') {
      closeTo(0)
      html += blockHtml(block, numbers)
      continue
    }
    const tag = block.kind === 'number' ? 'ol' : 'ul'
    closeTo(open.at(block.depth) === tag ? block.depth + 1 : block.depth)
    const number = tag === 'ol' ? (numbersOf(blocks)[at] ?? 1) : 1
    const isNew = open.length <= block.depth
    while (open.length <= block.depth) {
      open.push(tag)
      html += number !== 1 && open.length > block.depth ? `<ol start="${number}">` : `<${tag}>`
    }
    html += `<li${block.start === undefined || isNew ? '' : ` value="${number}"`}>${boxHtml(block)}${lineHtml(block, numbers)}</li>`
  }
  closeTo(0)
  return html
}

function boxHtml(item: Extract<Block, { type: 'item' }>): string {
  return item.kind === 'task' ? `<input type="checkbox" disabled${item.done ? ' checked' : ''}> ` : ''
}

/** Numbers of footnotes by the ids of their notes. */
type Numbers = ReadonlyMap<string, number>

function blockHtml(block: Exclude<Block, { type: 'item' }>, numbers: Numbers): string {
  switch (block.type) {
    case 'paragraph':
      return `<p>${lineHtml(block, numbers)}</p>`
    case 'note':
      return `<p id="note-${escape(block.id)}"><a href="#mark-${escape(block.id)}" role="doc-backlink">[${numbers.get(block.id) ?? '*'}]</a> ${lineHtml(block, numbers)}</p>`
    case 'heading':
      return `<h${block.level}>${lineHtml(block, numbers)}</h${block.level}>`
    case 'quote':
      return `<blockquote><p>${lineHtml(block, numbers)}</p></blockquote>`
    case 'callout':
      return `<blockquote class="markdown-alert-${block.tone}"><p>${lineHtml(block, numbers)}</p></blockquote>`
    case 'code':
      return `<pre><code${block.language === undefined ? '' : ` class="language-${escape(block.language)}"`}>${escape(blockText(block))}</code></pre>`
    case 'formula-block':
      return `<p data-tex="${escape(blockText(block))}" data-display="true">$$${escape(blockText(block))}$$</p>`
    case 'image':
      return `<figure><img src="${imageAddress(block.image)}" alt="${escape(block.alt)}"><figcaption>${lineHtml(block, numbers)}</figcaption></figure>`
    case 'table':
      return tableHtml(block, numbers)
    case 'divider':
      return '<hr>'
    default:
      return block satisfies never
  }
}

function tableHtml(table: Table, numbers: Numbers): string {
  const rows = Map.groupBy(gridOf(table).cells, ({ top }) => top)
  const html = table.children.map((_row, at) => `<tr>${(rows.get(at) ?? []).map((placed) => cellHtml(placed, table, numbers)).join('')}</tr>`)
  return `<table>${html.join('')}</table>`
}

function cellHtml({ cell, top, left }: Placed, table: Table, numbers: Numbers): string {
  const tag = table.hasHeader && top === 0 ? 'th' : 'td'
  const spans = `${cell.colspan ? ` colspan="${cell.colspan}"` : ''}${cell.rowspan ? ` rowspan="${cell.rowspan}"` : ''}`
  const align = table.align[left]
  return `<${tag}${spans}${align ? ` align="${align}"` : ''}>${lineHtml(cell, numbers)}</${tag}>`
}

function lineHtml(line: Line, numbers: Numbers): string {
  return inlinesOf(line)
    .map((child) => (isRun(child) ? runHtml(child) : objectHtml(child, numbers)))
    .join('')
}

/** What is no run, for programs that know nothing like it. */
function objectHtml(child: Exclude<Inline, Run>, numbers: Numbers): string {
  if (child.type === 'formula') return `<span data-tex="${escape(child.tex)}">$${escape(child.tex)}$</span>`
  return `<sup><a href="#note-${escape(child.note)}" id="mark-${escape(child.note)}">[${numbers.get(child.note) ?? '*'}]</a></sup>`
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
