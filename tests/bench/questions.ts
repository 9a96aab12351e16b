/** What became of each question that a page asked the engine, read off its WebSocket. */
import type { Page } from 'playwright-core'
import { FrameSchema } from '#preload/wire/frame.ts'

type Outcome = 'asked' | 'suggested' | 'silent' | 'stopped'

export class Questions {
  readonly #outcomes = new Map<number, Outcome>()

  /** Listens to a page from before it opens its connection. */
  watch(page: Page): void {
    page.on('websocket', (socket) => {
      socket.on('framesent', ({ payload }) => this.#note(String(payload)))
      socket.on('framereceived', ({ payload }) => this.#note(String(payload)))
    })
  }

  /** `silent`: the model had nothing worth showing. What of the others was not painted, the author's next key overtook, wherever it was. */
  counts(): { asked: number; silent: number } {
    return { asked: this.#outcomes.size, silent: [...this.#outcomes.values()].filter((one) => one === 'silent').length }
  }

  /** Counts from here on. */
  forget(): void {
    this.#outcomes.clear()
  }

  #note(payload: string): void {
    if (!payload.startsWith('{')) return // a heartbeat
    const frame = FrameSchema.safeParse(JSON.parse(payload)).data
    if (frame?.kind === 'ask' && frame.service === 'suggestions' && frame.member === 'complete') this.#outcomes.set(frame.id, 'asked')
    if (!frame || !('id' in frame) || this.#outcomes.get(frame.id) !== 'asked') return
    if (frame.kind === 'item' && hasText(frame.value)) this.#outcomes.set(frame.id, 'suggested')
    if (frame.kind === 'stop' || frame.kind === 'fail') this.#outcomes.set(frame.id, 'stopped')
    if (frame.kind === 'done') this.#outcomes.set(frame.id, 'silent')
  }
}

function hasText(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'text' in value && value.text !== ''
}
