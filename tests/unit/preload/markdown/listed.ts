/**
 * A lesson without what was listed as lost: what must be there again after Markdown. It is told by the list alone, kind
 * by kind and as often as it is listed, so that what is dropped in silence shows as a difference.
 */
import katex from 'katex'
import { isRun, linesOf } from '#preload/document/lines.ts'
import { numbersOf } from '#preload/document/numbering.ts'
import type { Block, BlockId, Doc, Inline } from '#preload/document/schema.ts'
import type { Loss, LossKind } from '#preload/markdown/losses.ts'
import { withoutComments } from '#preload/markdown/tex-comments.ts'
import { meaning, numbered } from './round-trip.ts'

/** What differs between a lesson, without what was listed, and what came back; empty where nothing is. */
export function differences(doc: Doc, losses: readonly Loss[], back: Doc): unknown[] {
  const [wanted, found] = [withoutListed(doc, losses), withoutNuance(back)]
  const [said, there] = [meaning(wanted), meaning(found)]
  const length = Math.max(said.length, there.length)
  const unequal = Array.from({ length }, (_, index) => index)
    .filter((index) => JSON.stringify(said[index]) !== JSON.stringify(there[index]) && !isMadeWhole(wanted[index], found[index]))
    .map((index) => [said[index], there[index]])
  const counted = (['characters', 'note-orphan', 'formula-empty', 'empty-line'] as const).map((kind) => [kind, timesIn(doc, back, kind), times(losses, kind)])
  return [...unequal, ...counted.filter(([, happened, listed]) => happened !== listed)]
}

/** Whether it is a formula by itself that some reader of Markdown would not take as one, written so that it does, and TeX sees the same of both. */
function isMadeWhole(one: Block | undefined, other: Block | undefined): boolean {
  if (one?.type !== 'formula-block' || other?.type !== 'formula-block' || [one, other].some(({ children }) => children.some(({ ai }) => ai))) return false
  const [tex = '', back = ''] = [one, other].map(({ children }) => children.map(({ text }) => text).join(''))
  // Of nothing but spaces nothing is left.
  if (back === '') return /^[ \t\n]*$/.test(tex)
  return /^[ \t]*(?:$|[-+*=:~#>`<_]|\d+[.)])/m.test(tex) && !/^[ \t]*$/m.test(back) && isSameTex(tex, back)
}

/** Whether KaTeX draws the same of both; of what it can't read the letters are compared. */
function isSameTex(tex: string, back: string): boolean {
  const [one, other] = [drawn(tex), drawn(meant(back))]
  return one === null && other === null ? seen(tex) === seen(meant(back)) : one === other
}

function drawn(tex: string): string | null {
  try {
    const html = katex.renderToString(tex, { displayMode: true, output: 'mathml', trust: true, strict: 'ignore' })
    return html.replace(/<annotation .*<\/annotation>/s, '')
  } catch {
    return null
  }
}

/** Without what only keeps a first line from being read as another block. */
function meant(tex: string): string {
  return tex
    .replace(/^\{([-=*_\s]*)\}$/, '$1')
    .replace(/^(?:\{\}(?=```|~~~)|\\mathrel\{(?=>\}))/, '')
    .replace(/^>\}/, '>')
}

/** Letters of a formula without what is a comment, and without spaces but for those that a backslash makes. */
function seen(tex: string): string {
  const uncommented = /^[ \t]*(?:[-+*=:~#>`<_]|\d+[.)])/m.test(tex) ? tex.replaceAll(/(?<!\\)((?:\\\\)*)%.*$/gm, '$1') : tex
  return uncommented.replaceAll(/(?<!(?<!\\)(?:\\\\)*\\)\s+/g, '')
}

function times(losses: readonly Loss[], kind: LossKind): number {
  return losses.filter((loss) => loss.kind === kind).length
}

/** How often something happened, told without the list. */
function timesIn(doc: Doc, back: Doc, kind: 'characters' | 'note-orphan' | 'formula-empty' | 'empty-line'): number {
  const inlines = doc.flatMap((block) => linesOf(block).flatMap(({ line }) => line.children as readonly Inline[]))
  const notes = notesIn(doc)
  switch (kind) {
    case 'note-orphan':
      return inlines.filter((each) => !isRun(each) && each.type === 'note-mark' && !notes.has(each.note)).length
    case 'formula-empty':
      return inlines.filter((each) => !isRun(each) && each.type === 'formula' && sameTex(each.tex) === '').length
    case 'empty-line':
      return isBlank(back) ? Math.max(0, doc.length - 1) : doc.length - back.length
    case 'characters':
      return (
        textsIn(doc).filter((text) => cleaned(text) !== text).length +
        doc.filter((block) => block.type === 'code' && named(block) !== (block.language ?? '')).length
      )
    default:
      return kind satisfies never
  }
}

function isBlank(doc: Doc): boolean {
  return doc.length === 1 && doc[0]?.type === 'paragraph' && isEmptyLine(doc[0])
}

/** Every text that is cleaned as one. */
function textsIn(doc: Doc): string[] {
  return doc.flatMap((block) => {
    if (block.type === 'code' || block.type === 'formula-block') return [block.children.map(({ text }) => text).join('')]
    const inlines = linesOf(block).flatMap(({ line }) => line.children as readonly Inline[])
    const texts = inlines.flatMap((each) => (isRun(each) ? [each.text] : each.type === 'formula' ? [each.tex] : []))
    return block.type === 'image' ? [block.alt, ...texts] : texts
  })
}

function withoutListed(doc: Doc, losses: readonly Loss[]): Doc {
  const listed = new Set(losses.map(({ kind }) => kind))
  const notes = notesIn(doc)
  const text = (from: string) => (listed.has('characters') ? cleaned(from) : from)
  const inline = (each: Inline): Inline[] => {
    if (isRun(each)) {
      const { ai, ...run } = each
      return [{ ...run, text: text(run.text), ...(ai && !listed.has('provenance') ? { ai } : {}) }]
    }
    if (each.type === 'note-mark') return listed.has('note-orphan') && !notes.has(each.note) ? [] : [each]
    return listed.has('formula-empty') && sameTex(each.tex) === '' ? [] : [{ ...each, tex: text(each.tex) }]
  }
  let blocks = mapLines(doc, (children) => children.flatMap(inline)).map((block): Block => {
    if (block.type === 'image') return { ...block, alt: text(block.alt) }
    return block.type === 'code' && block.language !== undefined && listed.has('characters') ? { ...block, language: named(block) } : block
  })
  if (listed.has('depth')) blocks = inSteps(blocks)
  // Numbers are those of the page, where empty lines stand between lists.
  const numbers = numbersOf(blocks)
  blocks = blocks.map((block, at) => (block.type === 'item' ? numbered(block, numbers[at] ?? 0) : block))
  if (listed.has('empty-line')) blocks = withoutEmptyLines(blocks)
  if (listed.has('note-moved')) blocks = [...blocks.filter(({ type }) => type !== 'note'), ...blocks.filter(({ type }) => type === 'note')]
  return withoutNuance(blocks)
}

/** What means the same written otherwise: spaces of TeX, empty lines around a formula by itself, a line break's being code, an empty task's space, a language without a name. */
function withoutNuance(doc: Doc): Doc {
  return mapLines(doc, (children) => children.flatMap(plain)).map((block): Block => {
    if (block.type === 'code') {
      const { language, ...rest } = block
      return language === undefined || language === '' ? rest : block
    }
    if (block.type === 'formula-block' && block.children.every(({ ai }) => ai === undefined))
      return { ...block, children: [{ text: withoutOuterLines(block.children.map(({ text }) => text).join('')) }] }
    const isBare =
      block.type === 'item' && block.kind === 'task' && block.children.every(isRun) && block.children.map((run) => isRun(run) && run.text).join('') === ' '
    return isBare ? { ...block, children: [{ text: '' }] } : block
  })
}

/** In a formula an empty line at an end is a space that TeX doesn't see; a backslash before a line break is one that it does. */
function withoutOuterLines(tex: string): string {
  const lines = tex.split('\n')
  const isEmptyAt = (at: number) => lines.length > 1 && /^[ \t]*$/.test(lines.at(at) ?? '')
  while (isEmptyAt(0)) lines.shift()
  const before = lines.length
  while (isEmptyAt(-1)) lines.pop()
  const last = lines.at(-1) ?? ''
  const backslashes = /\\*$/.exec(last)?.[0].length ?? 0
  return lines.join('\n') + (lines.length < before && backslashes % 2 === 1 ? ' ' : '')
}

function plain(each: Inline): Inline[] {
  if (!isRun(each)) return each.type === 'formula' ? [{ ...each, tex: sameTex(each.tex) }] : [each]
  const { code, ...rest } = each
  return each.text.split(/(\n)/).map((text) => ({ ...rest, text, ...(code && text !== '\n' ? { code } : {}) }))
}

/** The inlines of every line that can have more than plain runs. */
function mapLines(doc: Doc, change: (children: readonly Inline[]) => Inline[]): Block[] {
  return doc.map((block): Block => {
    if (block.type === 'table') {
      const rows = block.children.map((row) => ({ ...row, children: row.children.map((cell) => ({ ...cell, children: change(cell.children) })) }))
      return { ...block, children: rows }
    }
    if (block.type === 'divider') return block
    if (block.type === 'code' || block.type === 'formula-block')
      return { ...block, children: change(block.children).flatMap((each) => (isRun(each) ? [each] : [])) } as Block
    return { ...block, children: change(block.children) }
  })
}

function notesIn(doc: Doc): ReadonlySet<BlockId> {
  return new Set(doc.flatMap((block) => (block.type === 'note' ? [block.id] : [])))
}

function sameTex(tex: string): string {
  const lines = cleaned(tex)
  // A comment ends where its line does, and means nothing.
  const flat = (lines.includes('\n') ? withoutComments(lines) : lines).replace(/\s+/g, ' ').trim()
  return /(?:^|[^\\])(?:\\\\)*\\$/.test(flat) ? `${flat} {}` : flat
}

function cleaned(text: string): string {
  return text.replaceAll('\0', '\ufffd').replace(/\r\n?/g, '\n').toWellFormed()
}

/** What of a language's name a fence can hold. */
function named({ language = '' }: Extract<Block, { type: 'code' }>): string {
  return cleaned(language).trim()
}

function inSteps(blocks: readonly Block[]): Block[] {
  const holderOf = (at: number, depth: number): number => {
    const before = blocks[at - 1]
    return before?.type !== 'item' ? -1 : before.depth < depth ? at - 1 : holderOf(at - 1, depth)
  }
  const stepOf = (at: number, depth: number): number => {
    const holder = holderOf(at, depth)
    const block = blocks[holder]
    return block?.type === 'item' ? 1 + stepOf(holder, block.depth) : 0
  }
  return blocks.map((block, at) => (block.type === 'item' ? { ...block, depth: stepOf(at, block.depth) } : block))
}

function isEmptyLine(block: Block): boolean {
  return block.type !== 'table' && (block.children as readonly Inline[]).every((each) => isRun(each) && each.text === '')
}

/** A box that holds nothing else keeps one of its empty lines. */
function withoutEmptyLines(blocks: readonly Block[]): Block[] {
  const said = blocks.filter((block) => block.type !== 'paragraph' || !isEmptyLine(block))
  const boxOf = (block: Block | undefined) => (block?.type === 'quote' ? 'quote' : block?.type === 'callout' ? block.tone : null)
  const kept: Block[] = []
  for (let from = 0; from < said.length;) {
    let to = from + 1
    const name = boxOf(said[from])
    while (name !== null && boxOf(said[to]) === name) to += 1
    const box = said.slice(from, to)
    const full = name === null ? box : box.filter((block) => !isEmptyLine(block))
    kept.push(...(full.length > 0 ? full : box.slice(0, 1)))
    from = to
  }
  return kept.length > 0 ? kept : blocks.slice(0, 1)
}
