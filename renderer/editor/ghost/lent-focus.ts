/**
 * What lies outside the page and is about its suggestion, as the small window of the voice: the author who goes there has not left the
 * text that they came from. It goes on suggesting where its caret stands, and nothing else does.
 */
const attribute = 'data-about-suggestion'

/** Marks such a window. */
export const aboutSuggestion = { [attribute]: '' } as const

export class LentFocus {
  private readonly left: () => void
  private isLent = false

  /** `left`: the author went on from there to somewhere else. */
  constructor(left: () => void) {
    this.left = left
  }

  /** They are there, and came from this text. */
  get isThere(): boolean {
    return this.isLent && isAbout(document.activeElement)
  }

  /** The text lost the focus; whether to such a window. */
  went(to: EventTarget | null): boolean {
    this.isLent = isAbout(to)
    return this.isLent
  }

  /** Follows where the focus goes from there. The answer stops it. */
  attach(text: HTMLElement): () => void {
    const follow = ({ target }: FocusEvent) => {
      if (!this.isLent || isAbout(target)) return
      this.isLent = false
      if (target !== text) this.left()
    }
    document.addEventListener('focusin', follow)
    return () => document.removeEventListener('focusin', follow)
  }
}

function isAbout(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(`[${attribute}]`) !== null
}
