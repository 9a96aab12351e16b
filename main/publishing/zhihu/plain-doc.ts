/** A lesson in what Zhihu's importer knows: headings of two levels, bold lines for deeper ones, no boxes, no tasks, footnotes as a list at the end. */
import { joined } from '#preload/document/inlines.ts'
import { isRun } from '#preload/document/lines.ts'
import { isNote } from '#preload/document/notes.ts'
import type { Block, BlockId, Doc, Inline, Run } from '#preload/document/schema.ts'
import type { Findings } from '../desk/finding.ts'
import type { Prose } from '../prose/prose.ts'
import { textOf } from '../prose/prose.ts'
import { TONES } from '../prose/tones.ts'

/** What is not said in the lesson itself. */
export interface Surroundings {
  readonly prose: Prose
  /** What stands where a picture is. */
  imageText(block: Extract<Block, { type: 'image' }>): string
  addressOf(link: string): string | null
}

export function plainDoc(doc: Doc, surroundings: Surroundings, findings: Findings): Doc {
  const plain = new PlainDoc(surroundings, findings)
  return [...doc.flatMap((block, index) => plain.block(block, doc[index - 1])), ...plain.notes()]
}

class PlainDoc {
  readonly #surroundings: Surroundings
  readonly #findings: Findings

  constructor(surroundings: Surroundings, findings: Findings) {
    this.#surroundings = surroundings
    this.#findings = findings
  }

  block(block: Block, before: Block | undefined): Block[] {
    if (isNote(block)) return []
    switch (block.type) {
      case 'heading':
        return [this.#heading(block)]
      case 'callout':
        return this.#callout(block, before)
      case 'item':
        return [this.#item(block)]
      case 'image':
        return [{ type: 'paragraph', id: block.id, children: [{ text: this.#surroundings.imageText(block) }] }]
      case 'table':
        return [
          {
            ...block,
            children: block.children.map((row) => ({
              ...row,
              children: row.children.map((cell) => ({ ...cell, children: this.#inlines(cell.children, block.id) })),
            })),
          },
        ]
      case 'paragraph':
      case 'quote':
        return [{ ...block, children: this.#inlines(block.children, block.id) }]
      case 'code':
      case 'divider':
      case 'formula-block':
        return [block]
    }
  }

  /** What the marks named, each under its number. */
  notes(): Block[] {
    const { notes } = this.#surroundings.prose
    const [first] = notes
    if (!first) return []
    const title: Block = { type: 'paragraph', id: `${first.id}-title` as BlockId, children: [{ text: '参考与注释', bold: true }] }
    return [
      title,
      ...notes.map((note): Block => ({ type: 'paragraph', id: note.id, children: [{ text: `[${note.number}] ` }, ...this.#inlines(note.content, note.id)] })),
    ]
  }

  #heading(block: Extract<Block, { type: 'heading' }>): Block {
    const children = this.#inlines(block.children, block.id)
    if (block.level <= 2) return { ...block, children }
    this.#findings.add('changed', 'heading-deep', textOf(block.children), block.id, { level: block.level })
    return { type: 'paragraph', id: block.id, children: children.map((each) => (isRun(each) ? { ...each, bold: true } : each)) }
  }

  #callout(block: Extract<Block, { type: 'callout' }>, before: Block | undefined): Block[] {
    const line: Block = { type: 'paragraph', id: block.id, children: this.#inlines(block.children, block.id) }
    if (before?.type === 'callout' && before.tone === block.tone) return [line]
    this.#findings.add('changed', 'callout', textOf(block.children), block.id)
    return [{ type: 'paragraph', id: `${block.id}-title` as BlockId, children: [{ text: TONES[block.tone], bold: true }] }, line]
  }

  #item({ done, ...block }: Extract<Block, { type: 'item' }>): Block {
    const children = this.#inlines(block.children, block.id)
    if (block.kind !== 'task') return { ...block, children }
    this.#findings.add('changed', 'task', textOf(block.children), block.id)
    return { ...block, kind: 'bullet', children: joined([{ text: done ? '☑ ' : '☐ ' }, ...children]) }
  }

  #inlines(content: readonly Inline[], block: BlockId): Inline[] {
    return joined(content.map((each): Inline => (isRun(each) ? this.#run(each, block) : each.type === 'note-mark' ? this.#mark(each.note) : each)))
  }

  #mark(note: BlockId): Run {
    const number = this.#surroundings.prose.numbers.get(note)
    return { text: number === undefined ? '' : `[${number}]` }
  }

  #run({ underline, highlight, strike, link, ai: _ai, ...run }: Run, block: BlockId): Run {
    for (const [mark, has] of Object.entries({ underline, highlight, strike }) as ['underline' | 'highlight' | 'strike', true | undefined][]) {
      if (has && run.text !== '') this.#findings.add(mark === 'strike' ? 'lost' : 'changed', mark, run.text, block)
    }
    const kept: Run = highlight ? { ...run, bold: true } : run
    if (link === undefined) return kept
    const address = link.startsWith('moke:') ? this.#surroundings.addressOf(link) : link
    if (address !== null) return { ...kept, link: address }
    this.#findings.add('lost', 'link-lesson', run.text, block)
    return kept
  }
}
