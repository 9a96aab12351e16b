/** What the reader of a format finds, and the work that it becomes: Markdown, without pictures, its title taken out. */
import { lineText } from '#preload/document/lines.ts'
import type { Block, Doc } from '#preload/document/schema.ts'
import type { PastedBlock } from '#preload/html/html-blocks.ts'
import { markdownFromDoc } from '#preload/markdown/markdown.ts'
import { cutTitle, nameOfFile } from './names.ts'
import type { ReadingLimits } from './limits.ts'
import { ReadingError, type ReadWork, type WorkKind, type WorkLoss, type WorkLossKind } from './work.ts'

export interface Draft {
  /** What the file calls itself; null: nothing. */
  readonly title: string | null
  readonly blocks: readonly PastedBlock[]
  readonly written: string | null
  readonly losses: readonly WorkLoss[]
  /** The title is a question that somebody else asked, and the text its answer. */
  readonly isAnswer?: boolean
}

/** The work of a draft. Throws `ReadingError` where nothing is written in it, or more than a work may have. */
export function workOf(kind: WorkKind, name: string, { title, blocks, written, losses, isAnswer = false }: Draft, limits: ReadingLimits): ReadWork {
  const texts = blocks.filter((block): block is Block => block.type !== 'image' && block.type !== 'pasted-image')
  const ownTitle = cutTitle(title ?? '') ?? titleAbove(texts, name)
  const { text, losses: shapes } = markdownFromDoc(withNotesLast(withoutTitle(texts, ownTitle)), { image: (id) => id, link: (address) => address })
  if (text.trim() === '') throw new ReadingError('empty')
  if (text.length > limits.mostText) throw new ReadingError('too-large', `${text.length} characters`)
  return {
    kind,
    title: ownTitle ?? nameOfFile(name),
    markdown: text.toWellFormed(),
    written,
    losses: summed([...losses, { kind: 'pictures', count: blocks.length - texts.length }, { kind: 'shapes', count: shapes.length }]),
    ...(isAnswer && ownTitle !== null && { isAnswer }),
  }
}

/** What stands first where the file is called so too, a number before it and signs that no file's name can have aside; null for anything else. */
function titleAbove([first]: readonly Block[], name: string): string | null {
  if (first?.type !== 'heading' && first?.type !== 'paragraph') return null
  const said = lineText(first)
  return bare(said) !== '' && bare(said) === bare(nameOfFile(name)) ? cutTitle(said) : null
}

const bare = (title: string) => title.replace(/[^\p{L}\p{N}]/gu, '').replace(/^\d+/, '')

/** The page shows the title above the text: there it need not stand again. */
function withoutTitle(blocks: readonly Block[], title: string | null): Doc {
  const [first, ...more] = blocks
  const isTitle = first !== undefined && (first.type === 'heading' || first.type === 'paragraph') && cutTitle(lineText(first)) === title
  return isTitle ? more : [...blocks]
}

function withNotesLast(blocks: Doc): Doc {
  const isNote = (block: Block) => block.type === 'note'
  return [...blocks.filter((block) => !isNote(block)), ...blocks.filter(isNote)]
}

function summed(losses: readonly WorkLoss[]): WorkLoss[] {
  const counts = new Map<WorkLossKind, number>()
  for (const { kind, count } of losses) counts.set(kind, (counts.get(kind) ?? 0) + count)
  return [...counts].flatMap(([kind, count]) => (count > 0 ? [{ kind, count }] : []))
}
