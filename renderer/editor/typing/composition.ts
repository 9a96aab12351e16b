/**
 * Whether an input method is composing in the text. The page is told through an attribute as well, without
 * a render: the style sheet hides at once what must not be seen while composing.
 */
export interface CompositionPorts {
  readonly started: () => void
  /** After the composed text, if any, is in the document. */
  readonly ended: () => void
}

export class Composition {
  private readonly ports: CompositionPorts
  private root: HTMLElement | null = null
  private ending: ReturnType<typeof setTimeout> | undefined
  private waiting: (() => void)[] = []
  isActive = false

  constructor(ports: CompositionPorts) {
    this.ports = ports
  }

  /** Listens below an element; the answer stops it. */
  attach(root: HTMLElement): () => void {
    const listeners = new AbortController()
    const options = { capture: true, signal: listeners.signal }
    this.root = root
    root.addEventListener(
      'compositionstart',
      (event) => {
        if (isInText(event)) this.start()
      },
      options,
    )
    root.addEventListener(
      'compositionend',
      (event) => {
        if (isInText(event)) this.endSoon()
      },
      options,
    )
    // COMPAT: Chromium: leaving the text in the middle of a composition does not always end it with an event.
    root.addEventListener(
      'focusout',
      (event) => {
        if (this.isActive && isInText(event)) this.endSoon()
      },
      options,
    )
    // COMPAT: Chromium: some input methods leave without a compositionend; the next key that is not theirs says so.
    root.addEventListener(
      'keydown',
      (event) => {
        if (this.isActive && !event.isComposing && event.keyCode !== 229) this.end()
      },
      options,
    )
    return () => {
      listeners.abort()
      this.end()
    }
  }

  /** Resolves when nothing is being composed, after `ports.ended`. */
  ended(): Promise<void> {
    return this.isActive ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve()
  }

  private start(): void {
    if (this.isActive) this.end()
    this.isActive = true
    this.root?.setAttribute('data-composing', '')
    this.ports.started()
  }

  /** Slate puts the composed text in while it handles the event, and tells of it in a microtask: wait for both. */
  private endSoon(): void {
    clearTimeout(this.ending)
    this.ending = setTimeout(() => this.end())
  }

  private end(): void {
    clearTimeout(this.ending)
    if (!this.isActive) return
    this.isActive = false
    this.ports.ended()
    this.root?.removeAttribute('data-composing')
    for (const resolve of this.waiting.splice(0)) resolve()
  }
}

function isInText(event: Event): boolean {
  return event.target instanceof Element && event.target.closest('[data-slate-editor]') !== null
}
