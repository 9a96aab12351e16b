/** A value that one part of the page holds and others watch: what is open over the text. */
export class Held<T> {
  private current: T
  private readonly listeners = new Set<() => void>()

  constructor(initial: T) {
    this.current = initial
  }

  get = (): T => this.current

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  set(next: T): void {
    if (next === this.current) return
    this.current = next
    this.listeners.forEach((listener) => listener())
  }
}
