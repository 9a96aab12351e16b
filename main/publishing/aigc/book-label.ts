/** The label of a lesson or a course as it goes out: what is seen of it, and what lies in its file. */
import type { Doc } from '#preload/document/schema.ts'
import { contentJson } from '../desk/content.ts'
import { aiShareOf, labelJson, labelOf, visibleLabel } from './label.ts'

/** What readers and programs are told of what a model wrote; nulls where it wrote nothing. */
export interface BookLabel {
  readonly seen: string | null
  readonly json: string | null
  /** Whether it names nobody. */
  readonly isUnnamed: boolean
}

export function bookLabel(docs: readonly Doc[], author: string, { producer }: { readonly producer: string }): BookLabel {
  const share = aiShareOf(docs)
  const label = labelOf(share, producer || author, `[${docs.map(contentJson).join(',')}]`)
  return { seen: visibleLabel(share), json: label === null ? null : labelJson(label), isUnnamed: label !== null && (producer || author).trim() === '' }
}
