/**
 * Documents of earlier versions. The version is kept beside every stored document and every batch of
 * changes; a reader lifts what is older step by step. A version is raised whenever an older reader could
 * not read the newer document, or a newer one would read the older differently.
 */
import { Change, Doc } from './schema.ts'
import { z } from './zod.ts'

/** The version of what `schema.ts` describes. */
export const documentVersion = 3

/** `steps[n]` lifts a document, or the changes of a batch, of version n to version n + 1. */
interface Step {
  readonly doc: (doc: unknown) => unknown
  readonly changes: (changes: unknown) => unknown
}
const steps: readonly (Step | undefined)[] = [
  undefined,
  // Version 2 only says more: tables, images, formulas, footnotes, callouts, tasks, links and marks.
  { doc: (doc) => doc, changes: (changes) => changes },
  // Version 3 says where a numbered item counts from.
  { doc: (doc) => doc, changes: (changes) => changes },
]

/** Reads a document stored with any version up to this one. Throws when it is not one, or is newer. */
export function readDoc(value: unknown, version: number): Doc {
  return Doc.parse(lift(value, version, (step) => step.doc))
}

const Changes = z.array(Change)

/** Reads a batch stored with any version up to this one. Throws when it is not one, or is newer. */
export function readChanges(value: unknown, version: number): Change[] {
  return Changes.parse(lift(value, version, (step) => step.changes))
}

function lift(value: unknown, version: number, part: (step: Step) => (value: unknown) => unknown): unknown {
  if (version > documentVersion) throw new RangeError(`a document of version ${version}; this is ${documentVersion}`)
  let lifted = value
  for (let at = version; at < documentVersion; at += 1) {
    const step = steps[at]
    if (!step) throw new RangeError(`no step from document version ${at}`)
    lifted = part(step)(lifted)
  }
  return lifted
}
