/** A desk for tests of the ghost writer. */
import { Problem } from '#preload/contract/problem.ts'
import type { Preparation, Suggestion, SuggestionContext, SuggestionEvent } from '#preload/contract/suggestions.ts'
import { GhostStore } from '#renderer/editor/ghost/ghost-store.ts'
import { GhostWriter } from '#renderer/editor/ghost/ghost-writer.ts'
import type { Place } from '#renderer/editor/ghost/ghost-text.ts'

const context: SuggestionContext = { course: '', chapter: '', lesson: '', headings: [], before: '', after: '', block: 'paragraph', candidate: 0 }

/** A writer at a desk that the test rules: the text is a string with a caret, the model answers when told. */
export class Desk {
  before = ''
  after = ''
  isComposing = false
  isAway = false
  isCrowded = false
  isOnRequest = false
  /** Of what the model suggests. */
  reason: Suggestion['reason'] = null
  tokens: Suggestion['tokens'] = []
  now = 1000
  inputAt = 0
  /** When the author comes to rest, where they write in a burst. */
  restsAt = -Infinity
  readonly events: string[] = []
  readonly asked: { answer: (text: string, done?: boolean) => Promise<void>; fail: () => Promise<void>; signal: AbortSignal; candidate: number }[] = []
  painted: number[] = []
  /** What the engine was to get ready for: until when, how deep, and whether it was given up. */
  readonly prepared: { readonly preparation: Preparation; readonly signal: AbortSignal; end: (error?: unknown) => void }[] = []
  private timers: { at: number; run: () => void }[] = []
  readonly ghosts = new GhostStore()
  readonly writer = new GhostWriter(this.ghosts, {
    place: () => this.place,
    isOnRequest: () => this.isOnRequest,
    context: (candidate) => ({ ...context, candidate }),
    complete: ({ candidate }, signal) => this.complete(candidate, signal),
    expected: () => ({ ...context, before: this.before, after: this.after }),
    prepare: (preparation, signal) =>
      new Promise((resolve, reject) => {
        this.prepared.push({ preparation, signal, end: (error) => (error === undefined ? resolve() : reject(error)) })
      }),
    record: (_suggestion, event) => this.events.push(eventText(event)),
    wouldMove: () => this.isCrowded || this.after !== '',
    style: () => ({ bold: false, italic: false }),
    isComposing: () => this.isComposing,
    silent: (why) => this.events.push(`silent: ${why}`),
    unsure: () => this.events.push('unsure'),
    insert: (text) => {
      this.before += text
    },
    painted: (inputAt) => this.painted.push(inputAt),
    later: (run, ms) => this.later(run, ms),
    soon: (run) => this.later(run, 0),
    afterPaint: (run) => run(),
    inputAt: () => this.inputAt,
    restsAt: () => this.restsAt,
    now: () => this.now,
    time: () => 0,
  })

  constructor() {
    this.writer.setOn(true)
  }

  private later(run: () => void, ms: number): () => void {
    const timer = { at: this.now + ms, run }
    this.timers.push(timer)
    return () => {
      this.timers = this.timers.filter((each) => each !== timer)
    }
  }

  get place(): Place | null {
    return this.isAway ? null : { block: 'b', before: this.before, after: this.after }
  }

  get shown(): string | null {
    return this.ghosts.get()?.text ?? null
  }

  /** What is shown, and which of how many it is. */
  get counted(): string {
    const { text = '', counter = null } = this.ghosts.get() ?? {}
    return counter ? `${text} ${counter.at}/${counter.of}` : text
  }

  /** Steps on, and lets the model answer, with nothing where it is asked for more. */
  async turn(by: 1 | -1, ...answers: string[]): Promise<this> {
    let asked = this.asked.length
    this.writer.turn(by)
    await settled()
    for (; asked < this.asked.length; asked += 1) await this.asked[asked]?.answer(answers.shift() ?? '')
    return this
  }

  async pass(ms: number): Promise<void> {
    this.now += ms
    const due = this.timers.filter(({ at }) => at <= this.now)
    this.timers = this.timers.filter(({ at }) => at > this.now)
    for (const { run } of due) run()
    await settled()
  }

  async type(text: string): Promise<this> {
    this.inputAt = this.now
    this.before += text
    this.edited()
    await settled()
    return this
  }

  /** The page tells of an edit twice: before it is drawn, and when it is. */
  edited(): void {
    this.writer.typed()
    this.writer.changed({ isTyped: true })
  }

  /** Types, waits, and lets the model answer. */
  async ask(typed: string, answer: string): Promise<this> {
    await this.type(typed)
    await this.pass(20)
    await this.asked.at(-1)?.answer(answer)
    return this
  }

  private async *complete(candidate: number, signal: AbortSignal): AsyncGenerator<Suggestion> {
    const id = `s${this.asked.length}`
    const items: { text: string; done: boolean }[] = []
    let wake: () => void = () => undefined
    const answer = async (text: string, done = true) => {
      items.push({ text, done })
      wake()
      await settled()
    }
    let isDown = false
    const fail = async () => {
      isDown = true
      wake()
      await settled()
    }
    this.asked.push({ answer, fail, signal, candidate })
    signal.addEventListener('abort', () => wake())
    for (;;) {
      const item = items.shift()
      if (item) yield { id, tokens: this.tokens, model: 'm', ms: 1, evaluatedTokens: 1, reason: this.reason, ...item }
      if (item?.done) return
      if (signal.aborted) throw new Problem('cancelled', 'stopped')
      if (isDown) throw new Problem('engine-down', 'it ended')
      if (!item)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
    }
  }
}

function eventText(event: SuggestionEvent): string {
  if (event.kind === 'judged') return `judged ${event.outcome}`
  return `${event.kind}${'part' in event ? ` ${event.part}` : ''} ${event.characters}`
}

export const settled = async () => {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve()
}
