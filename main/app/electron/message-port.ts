/** Electron's MessagePortMain as a Port. The page's end is renderer/host/message-port.ts. */
import type { MessageEvent, MessagePortMain } from 'electron'
import type { ProblemReport } from '#preload/contract/problem.ts'
import { ClosingSchema } from '#preload/wire/frame.ts'
import type { Port } from '#preload/wire/port.ts'

/** The part of a MessagePortMain that is used. */
export type MainPort = Pick<MessagePortMain, 'postMessage' | 'start' | 'close'> & {
  on(event: 'message', listener: (event: Pick<MessageEvent, 'data'>) => void): unknown
  on(event: 'close', listener: () => void): unknown
}

/** Adapts main's end of a channel. A reload, a crash or a closed window closes it. */
export function portOverMain(port: MainPort): Port {
  let open = true
  let tell: (problem?: ProblemReport) => void = () => undefined
  const finish = (problem?: ProblemReport) => {
    if (!open) return
    open = false
    port.close()
    tell(problem)
  }
  return {
    post: (frame) => {
      if (open) port.postMessage(frame)
    },
    listen: (onFrame, onClose) => {
      tell = onClose
      port.on('message', ({ data }) => {
        const closing = ClosingSchema.safeParse(data)
        if (closing.success) finish(closing.data.problem)
        else if (open) onFrame(data)
      })
      port.on('close', () => finish())
      port.start()
    },
    close: (problem) => {
      if (open) port.postMessage({ kind: 'close', ...(problem && { problem }) })
      // A closed port tells its own side nothing.
      queueMicrotask(() => finish(problem))
    },
  }
}
