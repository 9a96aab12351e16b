/** A value that one part of the page holds and others watch. */
import { useSyncExternalStore } from 'react'

/** What of it those see who only watch. */
export interface Watched<T> {
  readonly get: () => T
  readonly subscribe: (listener: () => void) => () => void
}

export class Held<T> implements Watched<T> {
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

/** Reads it in a component, which is drawn again when it changes. */
export function useHeld<T>(held: Watched<T>): T {
  return useSyncExternalStore(held.subscribe, held.get)
}
