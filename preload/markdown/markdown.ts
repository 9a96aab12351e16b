/** The door: a lesson as Markdown text, and Markdown text as a lesson. */
import type { Doc } from '#preload/document/schema.ts'
import { docFromMdast, type ReadDoc } from './doc-from-mdast.ts'
import type { Surroundings } from './inlines-from-phrasing.ts'
import type { Loss } from './losses.ts'
import { mdastFromDoc, type Names } from './mdast-from-doc.ts'
import { mdastFromMarkdown } from './read.ts'
import { sayable } from './sayable.ts'
import { markdownFromMdast } from './write.ts'

/** A lesson as Markdown, and what of it Markdown cannot say. */
export function markdownFromDoc(doc: Doc, names: Names): { readonly text: string; readonly losses: Loss[] } {
  const said = sayable(doc)
  return { text: markdownFromMdast(mdastFromDoc(said.doc, names)), losses: said.losses }
}

/** Markdown as a lesson, and what of it a lesson cannot say. A front matter is passed over. */
export function docFromMarkdown(text: string, surroundings: Surroundings): ReadDoc {
  return docFromMdast(mdastFromMarkdown(text), surroundings)
}
