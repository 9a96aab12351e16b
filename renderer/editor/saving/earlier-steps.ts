/**
 * Steps that were made before this page was opened. The log keeps them; they are asked for, some at a time, when the
 * steps of this sitting run out, so that opening a lesson reads none. Knows no connection.
 */
import type { Place, StepsAnswer } from '#preload/contract/lessons.ts'
import { Problem } from '#preload/contract/problem.ts'
import { type LoggedStep, rangeFromFlat } from '#preload/document/steps.ts'
import { Operation } from 'slate'
import { operationFromChange } from './changes.ts'
import type { EarlierParts, Step, StepKind } from './history.ts'

export interface EarlierPorts {
  /** Steps at and before a place in the log, newest first. Rejects with a `Problem`. */
  readonly ask: (question: { readonly from: Place; readonly want: StepKind }) => Promise<StepsAnswer>
  /** Puts steps below those that are there. */
  readonly add: (kind: StepKind, steps: readonly LoggedStep[]) => void
  /** Takes a step, now that there may be one. */
  readonly take: (kind: StepKind) => void
  /** Whether the text may be changed at this moment. */
  readonly isFree: () => boolean
}

/** With fewer left than this more are asked for, so that a held key need not wait. */
const fewSteps = 10

export class EarlierSteps implements EarlierParts {
  private readonly ports: EarlierPorts
  /** Where to go on; undefined while it is not known yet, null where there is nothing. */
  private readonly rest: Record<StepKind, Place | null | undefined> = { undo: undefined, redo: undefined }
  private readonly asking = new Set<StepKind>()
  /** What the author has asked for and not got yet. */
  private wanted: { readonly kind: StepKind; times: number } | null = null

  constructor(ports: EarlierPorts) {
    this.ports = ports
  }

  /** Says below which revision the steps of this sitting begin; once for all. */
  begin(revision: number): void {
    if (this.rest.undo !== undefined) return
    const place = revision === 0 ? null : { revision, part: null, skip: 0 }
    this.rest.undo = place
    if (this.rest.redo === undefined) this.rest.redo = place
    if (this.wanted) void this.fetch(this.wanted.kind)
  }

  has(kind: StepKind): boolean {
    return this.rest[kind] !== null
  }

  want(kind: StepKind): void {
    if (!this.has(kind)) return
    if (this.wanted?.kind === kind) this.wanted.times += 1
    else this.wanted = { kind, times: 1 }
    void this.fetch(kind)
  }

  used(kind: StepKind, left: number): void {
    if (left < fewSteps && this.has(kind)) void this.fetch(kind)
  }

  edited(): void {
    this.wanted = null
    this.rest.redo = null
  }

  private async fetch(kind: StepKind): Promise<void> {
    const from = this.rest[kind]
    if (!from || this.asking.has(kind)) return
    this.asking.add(kind)
    const answer = await this.ports.ask({ from, want: kind }).catch(nothingOfProblem)
    this.asking.delete(kind)
    if (!answer) this.wanted = null
    // What was typed meanwhile has taken away what could be done again.
    if (!answer || this.rest[kind] !== from) return
    this.rest[kind] = answer.rest
    this.ports.add(kind, answer.steps)
    if (answer.steps.length > 0 || answer.rest === null) this.serve(kind)
    else await this.fetch(kind)
  }

  private serve(kind: StepKind): void {
    const { wanted } = this
    if (wanted?.kind !== kind) return
    this.wanted = null
    for (let times = 0; times < wanted.times && this.ports.isFree(); times += 1) this.ports.take(kind)
  }
}

/** A lost connection heals itself, and the author presses the key again. */
function nothingOfProblem(error: unknown): null {
  if (error instanceof Problem) return null
  throw error
}

/** A step of the log as the history takes it. What can be done again is what an undo took back: its inverse. */
export function stepFromLog({ changes, before, after }: LoggedStep, kind: StepKind): Step {
  const ends = { before: rangeFromFlat(before), after: rangeFromFlat(after) }
  const ops = changes.map(operationFromChange)
  if (kind === 'undo') return { ops, ...ends, isLogged: true }
  return { ops: ops.map(Operation.inverse).reverse(), before: ends.after, after: ends.before, isLogged: true }
}
