/** Takes up what an earlier page left unsaved: replayed where it still fits, rescued as a text of its own where not. */
import { Problem } from '#preload/contract/problem.ts'
import { applyChanges } from '#preload/document/apply.ts'
import { newBlockId } from '#preload/document/identity.ts'
import { ChangeError } from '#preload/document/node.ts'
import type { Change, Doc } from '#preload/document/schema.ts'
import type { Unsaved } from './outbox.ts'
import type { Batch, LostText } from './page-props.ts'
import { type LeftBehind, leftBehind } from './unsaved-copy.ts'

export interface RecoveryPorts {
  /** The lesson as it was opened. */
  readonly doc: Doc
  readonly revision: number
  readonly append: (batch: Batch) => Promise<{ readonly revision: number }>
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
  if (copy.base === ports.revision) return replayed(copy, copy, ports)
  const base = copy.sent ? await appendAgain(copy.sent, ports) : null
  // The batch had arrived; only its answer was lost. What gathered behind it applies to what was opened.
  if (base === ports.revision) return replayed(copy, { base, sent: null, gathered: copy.gathered }, ports)
  return rescue(copy, ports)
}

async function replayed(copy: LeftBehind, unsaved: Unsaved, ports: RecoveryPorts): Promise<Recovered> {
  const changes = [...(unsaved.sent?.changes ?? []), ...unsaved.gathered]
  if (changes.length === 0) return { kind: 'done' }
  if (!fits(ports.doc, changes)) return rescue(copy, ports)
  return { kind: 'replay', changes, unsaved: { base: unsaved.base, sent: unsaved.sent, gathered: unsaved.gathered } }
}

function fits(doc: Doc, changes: readonly Change[]): boolean {
  try {
    applyChanges(doc, changes)
    return true
  } catch (error) {
    if (error instanceof ChangeError) return false
    throw error
  }
}

/** A batch sent twice counts once: the answer tells whether it is in the log, and as which revision. */
async function appendAgain(batch: Batch, ports: RecoveryPorts): Promise<number | null> {
  return ports.append(batch).then(({ revision }) => revision, ifProblem(null))
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

/** What was typed, when only the changes are left: the words, each run of typing a paragraph. */
export function textOfChanges(changes: readonly Change[]): Doc {
  const typed = changes.flatMap((change) => {
    if (change.type === 'insert_text') return change.text
    if (change.type !== 'insert_node') return []
    return 'text' in change.node ? change.node.text : change.node.children.map((run) => run.text).join('')
  })
  return typed.filter((text) => text.trim() !== '').map((text) => ({ type: 'paragraph', id: newBlockId(), children: [{ text }] }))
}
