/** Takes up what an earlier page left unsaved: replayed where it still fits, rescued as a text of its own where not. */
import type { OpenLesson } from '#preload/contract/lessons.ts'
import { Problem } from '#preload/contract/problem.ts'
import { applyChanges } from '#preload/document/apply.ts'
import { ChangeError, isSame } from '#preload/document/node.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import type { Unsaved } from './outbox.ts'
import type { LostText } from '#renderer/editor/page-props.ts'
import { textOfChanges } from './rescued-text.ts'
import { type LeftBehind, leftBehind } from './unsaved-copy.ts'

export interface RecoveryPorts {
  /** The lesson as it was opened. */
  readonly open: Pick<OpenLesson, 'revision' | 'newestBatch'> & { readonly doc: Doc }
  readonly rescue: (text: LostText) => Promise<unknown>
}

/** What became of a copy. */
export type Recovered =
  /** To be typed into the opened lesson again; the outbox goes on from `unsaved`. */
  | { readonly kind: 'replay'; readonly changes: readonly Change[]; readonly unsaved: Unsaved }
  /** In the log already, or kept as a text of its own. */
  | { readonly kind: 'done' }
  /** It could not be kept just now: the copy stays for the next opening. */
  | { readonly kind: 'later' }

/** Decides what becomes of one copy. */
export async function recover(copy: LeftBehind, ports: RecoveryPorts): Promise<Recovered> {
  const { open } = ports
  // The batch had arrived; only its answer was lost. What gathered behind it applies to what was opened.
  const hasArrived = copy.sent !== null && copy.sent.batch === open.newestBatch
  const sent = hasArrived ? null : copy.sent
  const changes = [...(sent?.changes ?? []), ...copy.gathered]
  if (changes.length === 0) return { kind: 'done' }
  const text = applied(open.doc, changes)
  if (text === null || !(hasArrived || isItsText(copy, open, text))) return rescue(copy, ports)
  return { kind: 'replay', changes, unsaved: { base: open.revision, baseBatch: open.newestBatch, sent, gathered: copy.gathered, steps: copy.steps } }
}

/**
 * Whether what was opened is the text that a copy was typed in. The batch says so. Of a page that did not name it only
 * the whole text can, by being what its changes make of what was opened (`text`): many texts have the same revision,
 * and a lesson too many costs less than words in the midst of another text.
 */
function isItsText(copy: LeftBehind, open: RecoveryPorts['open'], text: Doc): boolean {
  if (copy.base !== open.revision) return false
  return copy.baseBatch === undefined ? copy.doc !== null && isSame(copy.doc, text) : copy.baseBatch === open.newestBatch
}

/** Null where the changes do not fit. */
function applied(doc: Doc, changes: readonly Change[]): Doc | null {
  try {
    return applyChanges(doc, changes)
  } catch (error) {
    if (error instanceof ChangeError) return null
    throw error
  }
}

/** Rescues what pages of a lesson of this library left that is no more. */
export async function rescueLeftBehind(lesson: string, workspace: string | null, rescueText: RecoveryPorts['rescue']): Promise<void> {
  for (const copy of await leftBehind(lesson, workspace)) {
    const { kind } = await rescue(copy, { rescue: rescueText })
    if (kind === 'done') copy.forget()
  }
}

/** Makes a lesson of what was typed in another library, once in this one. The copy stays until its own library has it. */
export async function rescueElsewhere(copy: LeftBehind, into: string, rescueText: RecoveryPorts['rescue']): Promise<void> {
  if (copy.rescuedIn.includes(into)) return
  const { kind } = await rescue(copy, { rescue: rescueText })
  if (kind === 'done') copy.noteRescued(into)
}

async function rescue(copy: LeftBehind, ports: Pick<RecoveryPorts, 'rescue'>): Promise<Recovered> {
  const doc = copy.doc ?? textOfChanges([...(copy.sent?.changes ?? []), ...copy.gathered])
  if (doc.length === 0) return { kind: 'done' }
  const { batch, title, workspace } = copy
  // The page that left it may have rescued it under this batch already, and not heard the answer.
  return ports.rescue({ doc, batch, title, workspace }).then(() => ({ kind: 'done' }) as const, ifProblem({ kind: 'later' } as const))
}

/** Answers a value for what the author can be told about; anything else is a fault and goes on. */
function ifProblem<T>(value: T): (error: unknown) => T {
  return (error) => {
    if (error instanceof Problem) return value
    throw error
  }
}
