/** Time as the page needs it: timers that can be taken back, the moment after a paint, and how long a suggestion took. */
import { isComposing } from '#renderer/ui/keys.ts'
import { Rhythm } from '#renderer/editor/ghost/rhythm.ts'

/** Runs something later; the answer takes it back. */
export function later(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** Runs something as soon as the code under way has ended; the answer takes it back. */
export function soon(run: () => void): () => void {
  let isTakenBack = false
  queueMicrotask(() => {
    if (!isTakenBack) run()
  })
  return () => {
    isTakenBack = true
  }
}

const nextTask = new MessageChannel()
const paintedRuns: (() => void)[] = []
nextTask.port1.addEventListener('message', () => paintedRuns.shift()?.())
nextTask.port1.start()

/** Calls back when what is in the DOM now has been painted: in the first task after the frame that draws it. */
export function afterPaint(run: () => void): void {
  requestAnimationFrame(() => {
    paintedRuns.push(run)
    nextTask.port2.postMessage(null)
  })
}

/** Keys that are held for the sake of another. */
const modifiers: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'Meta'])
/** Events of one keystroke (keydown, beforeinput, compositionend) lie closer together than this. */
const oneInputMs = 60
const mostMeasures = 2000

/** Measures from the author's input to the suggestion on the screen, as `ghost` entries of the performance timeline. */
export class PaintClock {
  readonly rhythm = new Rhythm()
  private readonly tell: (latencyMs: number) => void
  private measures = 0
  /** When the newest input began; what asks from outside the element sets it. */
  inputAt = 0

  constructor(tell: (latencyMs: number) => void) {
    this.tell = tell
  }

  /** Listens below an element; the answer stops it. */
  attach(root: HTMLElement): () => void {
    const listeners = new AbortController()
    const options = { capture: true, signal: listeners.signal }
    const note = ({ timeStamp }: Event) => {
      if (timeStamp - this.inputAt > oneInputMs) this.inputAt = timeStamp
    }
    root.addEventListener(
      'keydown',
      (event) => {
        const { key, timeStamp } = event
        this.inputAt = timeStamp
        if (!modifiers.has(key)) this.rhythm.pressed(timeStamp)
        const isCharacter = Array.from(key).length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
        if (isCharacter && !isComposing(event)) this.rhythm.typed(timeStamp)
      },
      options,
    )
    root.addEventListener('compositionstart', ({ timeStamp }) => this.rhythm.begun(timeStamp), options)
    root.addEventListener('compositionend', ({ timeStamp }) => this.rhythm.composed(timeStamp), options)
    for (const name of ['beforeinput', 'compositionend', 'paste'] as const) root.addEventListener(name, note, options)
    return () => listeners.abort()
  }

  /** The suggestion that an input led to is on the screen. */
  painted(inputAt: number): void {
    if (inputAt === 0) return
    if (++this.measures % mostMeasures === 0) performance.clearMeasures('ghost')
    this.tell(performance.measure('ghost', { start: inputAt, end: performance.now() }).duration)
  }
}
