/** The transport: one pair of functions. Everything else (a child process, an Electron port, a WebSocket, memory) is an adapter of it. */
import type { ProblemReport } from '#preload/contract/problem.ts'

/** What travels. `id` names one question of the asking side. */
export type Frame =
  | { readonly kind: 'hello'; readonly protocol: number; readonly token: string }
  | { readonly kind: 'welcome'; readonly client: string }
  | { readonly kind: 'ask'; readonly id: number; readonly service: string; readonly member: string; readonly input: unknown }
  | { readonly kind: 'stop'; readonly id: number }
  | { readonly kind: 'item'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'done'; readonly id: number; readonly value?: unknown }
  | { readonly kind: 'fail'; readonly id: number; readonly problem: ProblemReport }
  | { readonly kind: 'push'; readonly service: string; readonly member: string; readonly value: unknown }

export interface Port {
  post(frame: Frame): void
  /** Called once. `onClose` comes once, after the last frame, whichever side closed. */
  listen(onFrame: (frame: unknown) => void, onClose: (problem?: ProblemReport) => void): void
  close(problem?: ProblemReport): void
}

/** Two ports joined in memory. Frames are cloned and arrive asynchronously, as over a real transport. */
export function portPair(): [Port, Port] {
  interface End {
    frame: ((frame: unknown) => void) | null
    close: ((problem?: ProblemReport) => void) | null
    waiting: Frame[]
  }
  const ends: [End, End] = [
    { frame: null, close: null, waiting: [] },
    { frame: null, close: null, waiting: [] },
  ]
  let open = true
  const deliver = (end: End, frame: Frame) =>
    queueMicrotask(() => {
      if (end.frame) end.frame(frame)
      else end.waiting.push(frame)
    })
  const make = (self: End, other: End): Port => ({
    post: (frame) => {
      if (open) deliver(other, structuredClone(frame))
    },
    listen: (onFrame, onClose) => {
      self.frame = onFrame
      self.close = onClose
      for (const frame of self.waiting.splice(0)) onFrame(frame)
    },
    close: (problem) => {
      if (!open) return
      open = false
      queueMicrotask(() => {
        for (const end of ends) end.close?.(problem)
      })
    },
  })
  return [make(ends[0], ends[1]), make(ends[1], ends[0])]
}
