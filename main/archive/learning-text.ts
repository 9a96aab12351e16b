/**
 * What is learnt of a work: plain text in the form that models have read (preload/document/plain-text.ts), its title above it,
 * personal data masked. Quotations, code, addresses of links and formulas stay out unless the author keeps them.
 */
import type { Kept, WorkLine } from '#preload/contract/works.ts'
import { masked } from './personal.ts'
import { withoutSpans } from './work-lines.ts'

/** What is kept where nobody has chosen. */
export const keptByDefault: Kept = { quotations: false, code: false, addresses: false, formulas: false }

const address = /(?<![\w.])(?:https?:\/\/|www\.)[^\s<>\p{Script=Han}\u3000-\u303f\uff00-\uffef“”‘’]+/giu

/** The learning text of a work; empty where nothing is left. */
export function learningText({ title, lines }: { readonly title: string; readonly lines: readonly WorkLine[] }, kept: Kept = keptByDefault): string {
  return masked(plainWork(title, lines, kept))
}

/** The same before it is masked. */
export function plainWork(title: string, lines: readonly WorkLine[], kept: Kept): string {
  const parts = lines.flatMap((line) => {
    const text = keptText(line, kept)
    return text.trim() === '' && line.kind !== 'divider' ? [] : [{ ...line, text }]
  })
  const body = trimmed(parts)
  if (body.length === 0) return ''
  const isTitled = title === '' || (body[0]?.kind === 'heading' && body[0].text.trim() === title.trim())
  return body.reduce((text, line, at) => text + (at === 0 ? '' : gapBetween(body[at - 1], line)) + written(line), isTitled ? '' : `# ${title}\n\n`)
}

/** Whether a line says nothing by itself. */
export function isBare({ kind }: WorkLine): boolean {
  return kind === 'divider' || kind === 'heading'
}

/** Without dividers and headings that nothing follows any more. */
function trimmed(lines: readonly WorkLine[]): WorkLine[] {
  const end = lines.findLastIndex((line) => !isBare(line)) + 1
  return lines.slice(0, end).filter((line, at, all) => line.kind !== 'divider' || (at > 0 && all[at - 1]?.kind !== 'divider'))
}

/** What of a line is learnt. */
export function keptText({ kind, text, formulas = [] }: WorkLine, kept: Kept): string {
  if (kind === 'quote' && !kept.quotations) return ''
  if (kind === 'code') return kept.code ? text : ''
  if (kind === 'formula') return kept.formulas ? text : ''
  const plain = kept.formulas || formulas.length === 0 ? text : withoutSpans(text, formulas)
  return (kept.addresses ? plain : plain.replace(address, '')).replace(/ {2,}/g, ' ')
}

function gapBetween(previous: WorkLine | undefined, line: WorkLine): string {
  return previous?.kind === line.kind && (line.kind === 'item' || line.kind === 'row') ? '\n' : '\n\n'
}

function written({ kind, text, depth = 0, mark = '- ' }: WorkLine): string {
  switch (kind) {
    case 'heading':
      return `# ${text}`
    case 'item':
      return '  '.repeat(depth) + mark + text
    case 'quote':
    case 'callout':
      return `> ${text.replaceAll('\n', '\n> ')}`
    case 'row':
      return `| ${text} |`
    case 'formula':
      return `$$\n${text}\n$$`
    case 'divider':
      return '---'
    default:
      return text
  }
}
