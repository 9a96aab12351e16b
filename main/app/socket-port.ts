/** A WebSocket as a Port: one JSON text frame each. */
import type { RawData, WebSocket } from 'ws'
import type { ProblemReport } from '#preload/contract/problem.ts'
import { beat } from '#preload/wire/heartbeat.ts'
import type { Port } from '#preload/wire/port.ts'

/** Largest frame accepted from a page: far above a lesson of 100,000 字 pasted at once. */
export const maxFrameBytes = 16 << 20

/** Close codes of the application's own range; the reason's text carries the problem. */
const closeCode = 4000

/** Adapts an accepted socket. A frame that is not JSON closes it. */
export function socketPort(socket: WebSocket): Port {
  return {
    post: (frame) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frame))
    },
    listen: (onFrame, onClose) => {
      socket.on('message', (data, isBinary) => {
        if (isBinary) return socket.close(1003)
        const text = textOf(data)
        if (text !== beat) onFrame(parse(text))
      })
      socket.on('error', () => socket.terminate()) // a frame over the limit or a broken peer; `close` follows
      socket.on('close', () => onClose())
    },
    close: (problem) => socket.close(closeCode, problem ? reason(problem) : undefined),
  }
}

function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString() : Buffer.concat(Array.isArray(data) ? data : [Buffer.from(data)]).toString()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // fails the frame's schema, which closes the connection
  }
}

/** The protocol allows 123 bytes of reason: enough for the code and a short message. */
function reason(problem: ProblemReport): string {
  return JSON.stringify({ code: problem.code, message: problem.message.slice(0, 60) }).slice(0, 120)
}
