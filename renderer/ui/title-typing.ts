/**
 * A title while it is typed: what stands in its field, when something is called so, and what Esc brings
 * back. Knows neither the field nor what is called so; `use-title-field.ts` makes it one for React.
 */

/** Tells what the author calls something, never nothing: `soon` while it is being typed, `now` when that is done. `before`: what it was called when the field was entered. */
export type Rename = (title: string, when: 'soon' | 'now', before: string) => void

const longest = 200

export class TitleTyping {
  /** What it is called now. */
  private title: string
  /** What Esc brings back. */
  private before: string
  /** What stands in the field, space by space; null: what it is called. */
  private draft: string | null = null
  /** What it was called from here last; null: nothing was typed. */
  private named: string | null = null
  private isComposing = false
  private name: Rename = () => undefined
  private readonly show: (draft: string | null) => void

  /** `show` hears what stands in the field: null where that is what it is called. */
  constructor(title: string, show: (draft: string | null) => void) {
    this.title = title
    this.before = title
    this.show = show
  }

  /** Names by this from now on, until the answer is called: a field that goes while it is typed in loses the focus without being told. */
  nameBy(name: Rename): () => void {
    this.name = name
    return () => {
      if (this.named !== null) name(this.named, 'now', this.before)
    }
  }

  /** It is called so now, whoever said it. */
  called(title: string): void {
    this.title = title
    // Named elsewhere, after what was typed here. An input method is not interrupted: what it ends with is newer still.
    if (this.named !== null && this.named !== title && !this.isComposing) this.rest(title)
  }

  entered(): void {
    this.rest(this.title, this.draft)
  }

  changed(typed: string, isComposing: boolean): void {
    this.put(typed.replace(/\n/g, ' '))
    if (isComposing) this.isComposing = true
    else this.say(typed, 'soon')
  }

  /** An input method has ended. */
  composed(typed: string): void {
    this.put(typed.replace(/\n/g, ' '))
    this.say(typed, 'soon')
  }

  /** Whether the field says nothing but what it said when it was entered: there is nothing in it to undo. */
  isUnchanged(typed: string): boolean {
    return this.draft === null || typed === this.before
  }

  /** The answer: what it goes on being called, where the field was emptied; null otherwise. */
  left(typed: string): string | null {
    const kept = this.draft !== null && cleanTitle(typed) === '' ? this.before : null
    if (this.draft !== null) this.say(typed, 'now')
    this.rest(this.title)
    return kept
  }

  giveUp(): void {
    const { before } = this
    if (this.draft !== null) this.name(before, 'now', before)
    this.rest(before)
  }

  private say(typed: string, when: 'soon' | 'now'): void {
    this.isComposing = false
    // Emptied, it keeps the name that it had.
    this.named = cleanTitle(typed) || this.before
    this.name(this.named, when, this.before)
  }

  private rest(before: string, draft: string | null = null): void {
    this.before = before
    this.named = null
    this.isComposing = false
    this.put(draft)
  }

  private put(draft: string | null): void {
    this.draft = draft
    this.show(draft)
  }
}

function cleanTitle(typed: string): string {
  return typed.replace(/\s+/gu, ' ').trim().slice(0, longest).trim()
}
