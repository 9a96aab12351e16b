import { type RefObject, useEffect, useRef } from 'react'

/** Where a button went away with the state that it belonged to, the keys go on from here: an element with `tabIndex={-1}`. */
export function useKeptFocus<E extends HTMLElement>(state: unknown): RefObject<E | null> {
  const place = useRef<E>(null)
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true })
  }, [state])
  return place
}
