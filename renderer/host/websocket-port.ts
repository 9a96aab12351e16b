/**
 * A port over a WebSocket: one JSON text frame each. A host that closes for a reason uses close code 4000
 * and writes the problem as JSON into the close reason, which the protocol cuts at 123 bytes.
 */
import { ProblemCode, type ProblemReport } from '#preload/contract/problem.ts'
import { beat, beatEveryMs, silentBeats } from '#preload/wire/heartbeat.ts'
import type { Frame, Port } from '#preload/wire/port.ts'

const closedByProblem = 4000

/** Reads why a WebSocket was closed; undefined when nobody said. The code comes first, so it survives the cut. */
export function problemFromClose(closeCode: number, reason: string): ProblemReport | undefined {
  if (closeCode !== closedByProblem) return undefined
  const code = ProblemCode.safeParse(/"code":"([^"]+)"/.exec(reason)?.[1])
  return { code: code.success ? code.data : 'unavailable', message: `closed: ${reason}`, detail: {} }
}

/** Opens a WebSocket and answers it as a port once it is open; rejects when it can't be opened. */
export function openWebSocketPort(address: string): Promise<Port> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(address)
    socket.addEventListener('open', () => resolve(portOver(socket)), { once: true })
    socket.addEventListener('close', () => reject(new Error(`no host at ${address}`)), { once: true })
  })
}

function portOver(socket: WebSocket): Port {
  return {
    post: (frame: Frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
    },
    listen: (onFrame, onClose) => {
      let silent = 0
      let over = false
      const end = (problem?: ProblemReport) => {
        if (over) return
        over = true
        clearInterval(timer)
        onClose(problem)
      }
      // A tunnel that broke in the middle closes nothing, and the closing itself would wait for an answer: the page goes on at once.
      const timer = setInterval(() => {
        silent += 1
        if (silent <= silentBeats) return
        end()
        socket.close()
      }, beatEveryMs)
      socket.addEventListener('message', (event) => {
        silent = 0
        if (!over && event.data !== beat) onFrame(frameFromText(event.data))
      })
      socket.addEventListener('close', (event) => end(problemFromClose(event.code, event.reason)), { once: true })
    },
    close: (problem) => socket.close(closedByProblem, problem ? JSON.stringify({ code: problem.code }) : undefined),
  }
}

/** What is not JSON becomes null, which is not a frame either, so that the wire closes the connection in its one place. */
function frameFromText(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null
  } catch {
    return null
  }
}
