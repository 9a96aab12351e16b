/** Finds in texts what an author looks for. Plain text at once; a regular expression in a worker, which is ended when it takes too long. */
import { type Match, matchesIn } from '#preload/document/matching.ts'
import { compile, longestSought, type Pattern, type PatternFault, type Sought } from '#preload/document/sought.ts'

export interface PatternQuestion {
  readonly id: number
  readonly pattern: Pattern
  readonly texts: readonly string[]
}
export interface PatternAnswer {
  readonly id: number
  readonly matches: readonly (readonly Match[])[]
}

/** What of a worker is needed here. */
export interface PatternWorker {
  ask(question: PatternQuestion): void
  /** Hears the answers, and of a worker that could not be started or broke. */
  listen(answered: (answer: PatternAnswer) => void, failed: () => void): void
  end(): void
}

/** Why nothing could be looked for. */
export type FindTrouble = PatternFault | 'slow' | 'too-long'

export type Found =
  | { readonly kind: 'found'; readonly matches: readonly (readonly Match[])[] }
  | { readonly kind: 'trouble'; readonly trouble: FindTrouble }
  /** Another question came. */
  | { readonly kind: 'overtaken' }

interface Ports {
  readonly worker: () => PatternWorker
  readonly later: (run: () => void, ms: number) => () => void
}

/** How long a regular expression may take. */
const patternMs = 1000

export class FindRunner {
  private readonly ports: Ports
  private worker: PatternWorker | null = null
  private asked = 0
  private waiting: { readonly id: number; readonly answer: (found: Found) => void; readonly stop: () => void } | null = null

  constructor(ports: Ports) {
    this.ports = ports
  }

  /** Answers at once for plain text. A question overtakes the one before. */
  run(sought: Sought, texts: readonly string[]): Found | Promise<Found> {
    this.settle({ kind: 'overtaken' })
    if (sought.text.length > longestSought) return { kind: 'trouble', trouble: 'too-long' }
    const compiled = compile(sought)
    if (compiled.kind === 'fault') return { kind: 'trouble', trouble: compiled.fault }
    const { pattern } = compiled
    if (sought.isPattern) return this.runPattern(pattern, texts)
    const expression = new RegExp(pattern.source, pattern.flags)
    return { kind: 'found', matches: texts.map((text) => matchesIn(text, expression)) }
  }

  stop(): void {
    this.settle({ kind: 'overtaken' })
    this.worker?.end()
    this.worker = null
  }

  private runPattern(pattern: Pattern, texts: readonly string[]): Promise<Found> {
    const id = (this.asked += 1)
    return new Promise((answer) => {
      const stop = this.ports.later(() => this.giveUp(), patternMs)
      this.waiting = { id, answer, stop }
      this.started().ask({ id, pattern, texts })
    })
  }

  private started(): PatternWorker {
    if (this.worker) return this.worker
    const worker = this.ports.worker()
    worker.listen(
      ({ id, matches }) => {
        if (id === this.waiting?.id) this.settle({ kind: 'found', matches })
      },
      () => this.giveUp(),
    )
    this.worker = worker
    return worker
  }

  private giveUp(): void {
    this.worker?.end()
    this.worker = null
    this.settle({ kind: 'trouble', trouble: 'slow' })
  }

  /** A worker that is still busy with a question nobody waits for is ended: it may be busy for ever. */
  private settle(found: Found): void {
    const waiting = this.waiting
    if (!waiting) return
    this.waiting = null
    waiting.stop()
    if (found.kind === 'overtaken') {
      this.worker?.end()
      this.worker = null
    }
    waiting.answer(found)
  }
}

/** A worker of the browser. */
export function browserPatternWorker(): PatternWorker {
  const worker = new Worker(new URL('./pattern-worker.ts', import.meta.url), { type: 'module' })
  return {
    ask: (question) => worker.postMessage(question),
    listen: (answered, failed) => {
      worker.addEventListener('message', ({ data }: MessageEvent<PatternAnswer>) => answered(data))
      worker.addEventListener('error', failed)
    },
    end: () => worker.terminate(),
  }
}
