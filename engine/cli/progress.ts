/**
 * Progress for people, on stderr: one line that rewrites itself on a terminal, a new line from time to
 * time elsewhere (a log should not hold ten thousand of them).
 */

/** Where a command reports how far it is. */
export interface Progress {
  /** Says where the work stands; most calls show nothing, so calling often is fine. */
  update(text: string): void
  /** Says something that stays. */
  note(text: string): void
  /** Ends the line under way, leaving its last state readable. */
  finish(): void
}

/** The part of a stream that progress needs; `process.stderr` fits. */
export interface ProgressStream {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

const TERMINAL_INTERVAL_MS = 100
const LOG_INTERVAL_MS = 10_000

/** Progress on the given stream; `now` is in milliseconds, as performance.now gives it. */
export function createProgress(stream: ProgressStream, now: () => number = () => performance.now()): Progress {
  return stream.isTTY ? terminalProgress(stream, now) : logProgress(stream, now)
}

function terminalProgress(stream: ProgressStream, now: () => number): Progress {
  let shownAt = -Infinity
  let latest = ''
  let open = false
  const show = () => {
    stream.write(`\r\u001b[2K${fitted(latest, stream.columns ?? 80)}`)
    open = true
    shownAt = now()
  }
  const finish = () => {
    if (!open && latest === '') return
    show()
    stream.write('\n')
    open = false
    latest = ''
  }
  return {
    update(text) {
      latest = text
      if (now() - shownAt >= TERMINAL_INTERVAL_MS) show()
    },
    note(text) {
      stream.write(`${open ? '\r\u001b[2K' : ''}${text}\n`)
      open = false
    },
    finish,
  }
}

function logProgress(stream: ProgressStream, now: () => number): Progress {
  let shownAt = -Infinity
  let latest = ''
  let pending = false
  const show = () => {
    stream.write(`${latest}\n`)
    pending = false
    shownAt = now()
  }
  return {
    update(text) {
      latest = text
      pending = true
      if (now() - shownAt >= LOG_INTERVAL_MS) show()
    },
    note(text) {
      stream.write(`${text}\n`)
    },
    finish() {
      if (pending) show()
    },
  }
}

/** A line that wraps cannot be rewritten by a carriage return, so it is cut; Han characters take two cells. */
function fitted(text: string, columns: number): string {
  let cells = 0
  let out = ''
  for (const character of text) {
    cells += (character.codePointAt(0) ?? 0) >= 0x1100 ? 2 : 1
    if (cells >= columns) break
    out += character
  }
  return out
}

/** A span of time as people say it: 42 s, 3 min 05 s, 2 h 07 min. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return `${whole} s`
  const two = (n: number) => String(n).padStart(2, '0')
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`
  return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`
}
