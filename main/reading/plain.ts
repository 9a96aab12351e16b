/** Plain text and Markdown files. */
import type { DecodedText } from '#main/interchange/encoding.ts'
import { readMarkdown } from '#main/interchange/markdown-text.ts'
import { newBlockId } from '#preload/document/identity.ts'
import { type Block, ImageId } from '#preload/document/schema.ts'
import { dayIn } from './days.ts'
import type { Draft } from './draft.ts'
import type { WorkLoss } from './work.ts'

/** Stands for every picture, until it is left out. */
const anyPicture = ImageId.parse('0'.repeat(64))

export function markdownDraft({ text, isDamaged }: DecodedText): Draft {
  const { doc, title, front, losses } = readMarkdown(text, {
    image: () => anyPicture,
    link: (address) => (/^[a-z][a-z0-9+.-]*:/i.test(address) ? address : null),
    softBreaks: isWrapped(text.split(/\r\n?|\n/)) ? 'join' : 'keep',
  })
  // What is only said of pictures and of keys is no loss of text.
  const shapes = losses.filter(({ kind }) => !/^(?:image|front-matter|link-target)/.test(kind)).length
  const written = front.date === null ? null : dayIn(new Date(front.date).toISOString())
  return { title, blocks: doc, written, losses: [...damageIn(text, isDamaged), { kind: 'shapes', count: shapes }] }
}

/** A line is a paragraph, unless a program broke lines where they were full: there a paragraph ends at an empty line, or before an indented one. */
export function textDraft({ text, isDamaged }: DecodedText): Draft {
  const lines = text.split(/\r\n?|[\n\f]/)
  const paragraphs = isWrapped(lines) ? unwrapped(lines) : lines
  const blocks = paragraphs.flatMap((line): Block[] => {
    const said = line.trim()
    if (said === '') return []
    if (chapter.test(said) && said.length <= 40) return [{ type: 'heading', level: 2, id: newBlockId(), children: [{ text: said }] }]
    return [{ type: 'paragraph', id: newBlockId(), children: [{ text: said }] }]
  })
  return { title: null, blocks, written: null, losses: damageIn(text, isDamaged) }
}

/** The heading of a chapter, as old books have it and as authors type it; no sentence. */
const chapter = /^第[一二三四五六七八九十百千零〇两\d]+[章节回讲课卷篇](?:[\s\u3000:：、.]|$)(?!.*[。！？；]$)/

function damageIn(text: string, isDamaged: boolean): WorkLoss[] {
  return isDamaged ? [{ kind: 'characters', count: text.match(/\ufffd/g)?.length ?? 0 }] : []
}

/** Narrower lines are an author's own: verses, notes, a chat. In columns, of which a Chinese character takes two. */
const [narrow, broad] = [56, 130]

/** Whether lines were broken by a program: nearly all that another one follows are about as long as the longest. */
export function isWrapped(lines: readonly string[]): boolean {
  const widths = lines.flatMap((line, at) => (line.trim() !== '' && (lines[at + 1] ?? '').trim() !== '' ? [widthOf(line)] : [])).toSorted((a, b) => a - b)
  const [median = 0, longest = 0] = [widths[Math.floor(widths.length / 2)], widths[Math.floor(widths.length * 0.98)]]
  return widths.length >= 4 && median >= narrow && longest <= broad && median >= longest * 0.8
}

function widthOf(line: string): number {
  return line.length + (line.match(wide)?.length ?? 0)
}

const wide = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\u3000-\u303f\uff01-\uffee“”‘’…—]/gu
const isWide = /^[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\u3000-\u303f\uff01-\uffee“”‘’…—]$/u

function unwrapped(lines: readonly string[]): string[] {
  const paragraphs: string[] = []
  let isOpen = false
  for (const line of lines) {
    const said = line.trim()
    const last = paragraphs.length - 1
    if (said === '') isOpen = false
    else if (isOpen && !/^[\s\u3000]{2}/.test(line) && !chapter.test(said)) paragraphs[last] = joinLines(paragraphs[last] ?? '', said)
    else paragraphs.push(said)
    if (said !== '') isOpen = !chapter.test(said)
  }
  return paragraphs
}

/** Two lines of one paragraph as one: with a space between words, and none beside Chinese. */
export function joinLines(before: string, after: string): string {
  if (/[a-z]-$/i.test(before) && /^[a-z]/.test(after)) return before.slice(0, -1) + after
  return before + (isWide.test([...before.slice(-2)].at(-1) ?? '') || isWide.test([...after.slice(0, 2)][0] ?? '') ? '' : ' ') + after
}
