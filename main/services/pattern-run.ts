/** Runs a regular expression that an author wrote, in a thread that can be ended: some, on some texts, would run for years. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Match } from '#preload/document/matching.ts'
import type { Pattern } from '#preload/document/sought.ts'

const program = `
  const { parentPort } = require('node:worker_threads')
  parentPort.on('message', ({ source, flags, texts }) => {
    parentPort.postMessage(texts.map((text) => {
      const expression = new RegExp(source, flags)
      const found = []
      for (let match = expression.exec(text); match; match = expression.exec(text)) {
        if (match[0] === '') expression.lastIndex += 1
        else found.push({ from: match.index, to: match.index + match[0].length, groups: [...match] })
      }
      return found
    }))
  })
`

/** Serves one search; asked for one lesson after another. */
export class PatternRun {
  readonly #pattern: Pattern
  readonly #timeoutMs: number
  #worker: Worker | null = null

  /** `timeoutMs`: how long it may take in one lesson. */
  constructor(pattern: Pattern, timeoutMs: number) {
    this.#pattern = pattern
    this.#timeoutMs = timeoutMs
  }

  /** What the pattern finds in each of the texts; null when it takes too long, or `signal` is aborted meanwhile. */
  async find(texts: readonly string[], signal: AbortSignal): Promise<Match[][] | null> {
    const worker = await this.#ready()
    const patience = AbortSignal.any([signal, AbortSignal.timeout(this.#timeoutMs)])
    const answer = once(worker, 'message', { signal: patience })
    worker.postMessage({ ...this.#pattern, texts })
    try {
      const [found] = await answer
      return found
    } catch (error) {
      if (!patience.aborted) throw error
      this.close()
      return null
    }
  }

  close(): void {
    void this.#worker?.terminate()
    this.#worker = null
  }

  /** Its time begins when it is there: starting a thread on a busy computer is no fault of the pattern. */
  async #ready(): Promise<Worker> {
    if (this.#worker) return this.#worker
    const worker = new Worker(program, { eval: true })
    worker.unref()
    this.#worker = worker
    await once(worker, 'online')
    return worker
  }
}
