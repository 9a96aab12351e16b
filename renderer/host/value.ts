/** A value that can be watched: what the page knows about its host is a handful of these. */
import { useSyncExternalStore } from 'react'

export interface Watched<T> {
  get(): T
  subscribe(listener: () => void): () => void
}
export interface Value<T> extends Watched<T> {
  set(next: T): void
}

/** Makes a value; setting it to what it already is tells nobody. */
export function createValue<T>(initial: T): Value<T> {
  let current = initial
  const listeners = new Set<() => void>()
  return {
    get: () => current,
    set: (next) => {
      if (Object.is(next, current)) return
      current = next
      for (const listener of [...listeners]) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

/** Reads a part of a value in a component, which renders again only when that part is another one. `select` answers a primitive or a part as it is. */
export function useSelected<T, S>(value: Watched<T>, select: (now: T) => S): S {
  return useSyncExternalStore(value.subscribe, () => select(value.get()))
}

/** Reads a value in a component, which renders again when it changes. */
export function useValue<T>(value: Watched<T>): T {
  return useSyncExternalStore(value.subscribe, value.get)
}
