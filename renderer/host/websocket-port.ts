/**
 * A port over a WebSocket: one JSON text frame each. A host that closes for a reason uses close code 4000
 * and writes the problem as JSON into the close reason, which the protocol cuts at 123 bytes.
 */
import { ProblemCode, type ProblemReport } from '#preload/contract/problem.ts'
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
    post: (frame: Frame) => { if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame)) },
    listen: (onFrame, onClose) => {
      socket.addEventListener('message', (event) => onFrame(frameFromText(event.data)))
      socket.addEventListener('close', (event) => onClose(problemFromClose(event.code, event.reason)), { once: true })
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
