/** The channel between a process and its child as a Port. Knows no Node: both ends have this shape there. */
import type { ProblemReport } from '#preload/contract/problem.ts'
import type { Port } from './port.ts'

/** What `process` in the child and the ChildProcess in its parent have in common. */
export interface ProcessEnd {
  readonly connected: boolean
  send?(message: unknown, callback: (error: Error | null) => void): boolean
  disconnect?(): void
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'disconnect', listener: () => void): unknown
}

/** Adapts one end. It is closed when either process ends or closes it. */
export function processPort(end: ProcessEnd): Port {
  let told = false
  let closed: (problem?: ProblemReport) => void = () => undefined
  const tell = (problem?: ProblemReport) => {
    if (told) return
    told = true
    closed(problem)
  }
  return {
    // A frame that meets a dying process is lost with it; `disconnect` follows and says so.
    post: (frame) => {
      if (end.connected) end.send?.(frame, () => undefined)
    },
    listen: (onFrame, onClose) => {
      closed = onClose
      end.on('message', onFrame)
      end.on('disconnect', () => tell())
      if (!end.connected) queueMicrotask(() => tell())
    },
    close: (problem) => {
      if (end.connected) end.disconnect?.()
      queueMicrotask(() => tell(problem))
    },
  }
}
