/**
 * A port over a MessagePort, which the desktop window's bridge hands to the page. The page says that it
 * is ready; the bridge answers with a port, as often as one is asked for.
 */
import type { ProblemReport } from '#preload/contract/problem.ts'
import { z } from '#preload/document/zod.ts'
import { ClosingSchema } from '#preload/wire/frame.ts'
import type { Port } from '#preload/wire/port.ts'

const Handed = z.object({ moke: z.literal('port') })

/** Asks the bridge for a port and waits for it. Only this window itself, at its own origin, is believed. */
export function awaitMessagePort(page: Window, signal?: AbortSignal): Promise<Port> {
  return new Promise((resolve) => {
    const onMessage = (event: MessageEvent<unknown>) => {
      const port = event.ports[0]
      if (event.source !== page || event.origin !== page.location.origin || !port) return
      if (!Handed.safeParse(event.data).success) return
      page.removeEventListener('message', onMessage)
      resolve(portOverMessages(port))
    }
    page.addEventListener('message', onMessage, signal ? { signal } : {})
    page.postMessage({ moke: 'ready' }, page.location.origin)
  })
}

/** Wraps a MessagePort. A closing frame carries the reason, which a MessagePort has no place for. */
export function portOverMessages(port: MessagePort): Port {
  let tell: ((problem?: ProblemReport) => void) | null = null
  let closed = false
  const finish = (problem?: ProblemReport) => {
    if (closed) return
    closed = true
    tell?.(problem)
  }
  return {
    post: (frame) => port.postMessage(frame),
    listen: (onFrame, onClose) => {
      tell = onClose
      port.addEventListener('message', (event: MessageEvent<unknown>) => {
        const closing = ClosingSchema.safeParse(event.data)
        if (!closing.success) return onFrame(event.data)
        port.close()
        finish(closing.data.problem)
      })
      port.addEventListener('close', () => finish())
      port.start()
    },
    close: (problem) => {
      port.postMessage({ kind: 'close', ...(problem && { problem }) })
      port.close()
      // A MessagePort tells the side that closes it nothing.
      queueMicrotask(() => finish(problem))
    },
  }
}
