/** An export that waits until the platforms it goes to are checked: what one would refuse is known before anything is written. Pure but for its timer. */
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { TargetId } from '#preload/contract/targets.ts'
import { keyOf } from './seen.ts'

/** What the author sees meanwhile; `unknown`: the check came to no end. */
export interface Waiting {
  readonly kind: 'checking' | 'unknown'
  /** Where the export goes. */
  readonly targets: readonly TargetId[]
  /** Which of them were not checked. */
  readonly unchecked: readonly TargetId[]
  readonly progress: { readonly done: number; readonly total: number }
}

interface CheckedPart {
  readonly done: number
  readonly total: number
  readonly findings: readonly TargetFinding[]
}

interface Ports {
  /** Asks the host; the parts of the answer as they come. `known`: those of which only a glance is taken, for pictures come and go though no text changes. */
  readonly check: (targets: readonly TargetId[], signal: AbortSignal, known: readonly TargetId[]) => AsyncIterable<CheckedPart>
  /** Null: nothing is waited for. */
  readonly show: (waiting: Waiting | null) => void
  /** All of them are checked. `found`: what was said of those that were not, and of the others at a glance. */
  readonly onChecked: (targets: readonly TargetId[], unchecked: readonly TargetId[], found: readonly TargetFinding[]) => void
  readonly onFailed: (error: unknown) => void
}

/** A check that is over sooner shows no window. */
const unseenMs = 300

export class CheckedFirst {
  readonly #ports: Ports
  #now: AbortController | null = null

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** The last that is asked for counts. */
  begin(targets: readonly TargetId[], unchecked: readonly TargetId[], known: readonly TargetId[] = []): void {
    this.leave()
    if (unchecked.length + known.length === 0) return this.#ports.onChecked(targets, unchecked, [])
    this.#now = new AbortController()
    void this.#look(targets, unchecked, known, this.#now.signal)
  }

  /** Neither waits any more nor exports. */
  leave(): void {
    this.#now?.abort()
    this.#now = null
    this.#ports.show(null)
  }

  async #look(targets: readonly TargetId[], unchecked: readonly TargetId[], known: readonly TargetId[], signal: AbortSignal): Promise<void> {
    const { check, show, onChecked, onFailed } = this.#ports
    let [progress, isShown] = [{ done: 0, total: 0 }, false]
    const draw = (kind: Waiting['kind']) => show({ kind, targets, unchecked: unchecked.length > 0 ? unchecked : known, progress })
    const timer = setTimeout(() => {
      isShown = true
      draw('checking')
    }, unseenMs)
    signal.addEventListener('abort', () => clearTimeout(timer))
    try {
      const found: TargetFinding[] = []
      for await (const { findings, done, total } of check(unchecked, signal, known)) {
        if (signal.aborted) return
        found.push(...findings)
        progress = { done, total }
        if (isShown) draw('checking')
      }
      if (signal.aborted) return
      this.leave()
      onChecked(targets, unchecked, found)
    } catch (error) {
      if (signal.aborted) return
      clearTimeout(timer)
      draw('unknown')
      onFailed(error)
    }
  }
}

/** What is known of a target and is found again at a glance is one thing. */
export function eachOnce(findings: readonly TargetFinding[]): readonly TargetFinding[] {
  return [...new Map(findings.map((finding) => [`${finding.target} ${keyOf(finding)}`, finding])).values()]
}
