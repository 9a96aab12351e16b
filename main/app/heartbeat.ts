/** Gives up pages that a broken tunnel cut off, and lets pages notice the same. */
import type { WebSocket } from 'ws'
import { beat, beatEveryMs, silentBeats } from '#preload/wire/heartbeat.ts'

/** Sends a ping, which a browser answers by itself, and a beat, which the page can see. Ends a socket that leaves two pings unanswered. */
export function keepAlive(socket: WebSocket, everyMs = beatEveryMs): void {
  let unanswered = 0
  socket.on('pong', () => {
    unanswered = 0
  })
  const timer = setInterval(() => {
    if (unanswered >= silentBeats) return socket.terminate()
    unanswered += 1
    if (socket.readyState !== socket.OPEN) return
    socket.ping()
    socket.send(beat)
  }, everyMs)
  socket.on('close', () => clearInterval(timer))
}
