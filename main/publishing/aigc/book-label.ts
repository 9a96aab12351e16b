/** The label of a lesson or a course as it goes out: what is seen of it, and what lies in its file. */
import type { Doc } from '#preload/document/schema.ts'
import { contentHash } from '../desk/content.ts'
import { aiShareOf, type AigcLabel, labelJson, labelOf, visibleLabel } from './label.ts'

/** Counted up whenever labels of the same text are others. */
export const LABEL_VERSION = 1

/** What readers and programs are told of what a model wrote; nulls where it wrote nothing. */
export interface BookLabel {
  readonly seen: string | null
  readonly json: string | null
  /** What the JSON says. */
  readonly label: AigcLabel | null
  /** Whether it names nobody. */
  readonly isUnnamed: boolean
}

export function bookLabel(docs: readonly Doc[], author: string, { producer }: { readonly producer: string }): BookLabel {
  const share = aiShareOf(docs)
  // By their hashes, which every unit has: all that a course says would be put together for each target.
  const label = share.written === 0 ? null : labelOf(share, producer || author, docs.map(contentHash).join())
  return { seen: visibleLabel(share), json: label === null ? null : labelJson(label), label, isUnnamed: label !== null && (producer || author).trim() === '' }
}
