/** A file's bytes as a work: what the thread does, one file after another. */
import { newBlockId } from '#preload/document/identity.ts'
import { docxDraft } from './docx.ts'
import { type Draft, workOf } from './draft.ts'
import { epubDraft } from './epub.ts'
import { kindOf, type Known } from './kinds.ts'
import { pageDraft } from './page.ts'
import { pdfDraft } from './pdf.ts'
import { markdownDraft, textDraft } from './plain.ts'
import type { ReadingTools } from './reading-desk.ts'
import { transcriptOf } from './subtitles.ts'
import { type ReadingLimits, readingLimits } from './limits.ts'
import { ReadingError, type ReadWork } from './work.ts'

export interface WorkFile {
  /** Says only what the bytes leave open, and what a work is called that has no title. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** Reads a file. Throws `ReadingError`; ends where nobody wrote without end, but is limited in time and memory only by `ReadingDesk`. */
export async function readWork(file: WorkFile, tools: ReadingTools, limits: ReadingLimits = readingLimits): Promise<ReadWork> {
  try {
    const known = kindOf(file.name, file.bytes, limits)
    return workOf(known.kind, file.name, await draftOf(known, file.bytes, tools, limits), limits)
  } catch (error) {
    // Elements within elements, thousands of them: the stack ends before the file does.
    if (error instanceof RangeError) throw new ReadingError('deep', error.message)
    throw error
  }
}

async function draftOf(known: Known, bytes: Uint8Array, tools: ReadingTools, limits: ReadingLimits): Promise<Draft> {
  switch (known.kind) {
    case 'docx':
      return docxDraft(bytes, limits)
    case 'epub':
      return epubDraft(bytes, limits)
    case 'pdf':
      return pdfDraft(bytes, tools, limits)
    case 'html':
      return pageDraft(known.decoded)
    case 'subtitles': {
      const { title, paragraphs } = transcriptOf(known.decoded.text)
      const blocks = paragraphs.map((text) => ({ type: 'paragraph' as const, id: newBlockId(), children: [{ text }] }))
      return { title, blocks, written: null, losses: [] }
    }
    case 'markdown':
      return markdownDraft(known.decoded)
    case 'text':
      return textDraft(known.decoded)
    default:
      return known satisfies never
  }
}
