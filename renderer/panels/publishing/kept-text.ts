/** A text that an author types, and whether it is stored: it stays until it is, also where its field or its page went away meanwhile. */
import { carried, carry } from './carried-texts.ts'

/** Milliseconds without a key after which a text is stored. */
const REST = 1000

/** Texts that could not be stored, by where they belong, until a field of that place has stored them. */
const unstored = new Map<string, string>()

interface Ports {
  /** Whether it is stored. A failure is told by whoever stores. */
  readonly store: (text: string) => Promise<boolean>
  readonly onChange: (typed: string, isUnstored: boolean) => void
  /** What a text comes to: of two that come to the same none has to be stored after the other. Null: what can't be stored, and only stands there. */
  readonly meaning?: (text: string) => string | null
}

export class KeptText {
  readonly #place: string
  #ports: Ports
  #typed: string
  /** The same without what an input method still composes. */
  #written: string
  #stored: string
  #storing: string | null = null
  /** Texts that were sent and not answered yet, of which any may be stored. */
  readonly #sent = new Set<string>()
  #isWritten = false
  #isUnstored: boolean
  #rest: ReturnType<typeof setTimeout> | undefined

  constructor(place: string, value: string, ports: Ports) {
    this.#place = place
    this.#ports = ports
    this.#stored = value
    const sent = carried(place)
    if (sent?.over.some((each) => this.#isSame(value, each))) unstored.set(place, sent.text)
    this.#typed = unstored.get(place) ?? value
    this.#written = this.#typed
    this.#isUnstored = unstored.has(place)
  }

  get typed(): string {
    return this.#typed
  }

  get isUnstored(): boolean {
    return this.#isUnstored
  }

  goesTo(ports: Ports): void {
    this.#ports = ports
  }

  /** As it is stored now. What is typed is ahead of it: what comes back from before never takes its place. */
  came(value: string): void {
    if (this.#isWritten || !this.#isSame(this.#typed, this.#stored)) return
    this.#stored = value
    if (this.#isSame(this.#typed, value)) return
    this.#typed = value
    this.#written = value
    this.#tell()
  }

  /** Of what is composed nothing is stored: a name in pinyin is nobody's. */
  type(text: string, isComposing = false): void {
    this.#typed = text
    if (!isComposing) {
      this.#written = text
      clearTimeout(this.#rest)
      this.#rest = setTimeout(() => void this.settle(), REST)
    }
    this.#tell()
  }

  /** Stores what is typed as the page goes away, too, until the answer is called, as the field itself does; and what the page before could not. */
  hearsGoing(page: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>): () => void {
    const going = () => {
      void this.settle()
      if (this.#storing !== null) carry(this.#place, { text: this.#storing, over: [this.#stored, ...this.#sent] })
    }
    page.addEventListener('pagehide', going)
    if (this.#isUnstored) void this.settle()
    return () => {
      page.removeEventListener('pagehide', going)
      void this.settle()
    }
  }

  /** While it is written in, what was stored a moment ago is older than what stands there. */
  begin(): void {
    this.#isWritten = true
  }

  leave(): void {
    this.#isWritten = false
    void this.settle()
  }

  /** Stores what is typed, unless it is stored already, or just being stored. What failed is tried again. */
  async settle(): Promise<void> {
    clearTimeout(this.#rest)
    const text = this.#written
    if (this.#meaning(text) === null) return
    if (this.#isSame(text, this.#storing ?? this.#stored)) return this.#storing === null ? this.#waitsNot() : undefined
    this.#storing = text
    this.#sent.add(text)
    const isStored = await this.#ports.store(text.trim() === '' ? '' : text).catch(() => false)
    this.#sent.delete(text)
    if (isStored) this.#stored = text
    // Something newer is under way, which tells of itself.
    if (this.#storing !== text) return
    this.#storing = null
    if (isStored) return this.#waitsNot()
    unstored.set(this.#place, text)
    this.#isUnstored = true
    this.#tell()
  }

  #waitsNot(): void {
    unstored.delete(this.#place)
    // A page that came back has stored it by itself.
    carried(this.#place)
    this.#isUnstored = false
    this.#tell()
  }

  #meaning(text: string): string | null {
    return this.#ports.meaning ? this.#ports.meaning(text) : text
  }

  #isSame(one: string, other: string): boolean {
    return this.#meaning(one) === this.#meaning(other)
  }

  #tell(): void {
    this.#ports.onChange(this.#typed, this.#isUnstored)
  }
}
