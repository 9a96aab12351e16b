/** The way to the report of a target, which on a narrow desk lies below what is chosen above it. */
import { type RefObject, useEffect, useRef, useState } from 'react'
import type { TargetId } from '#preload/contract/targets.ts'

export function useReport(choose: (target: TargetId) => void): { readonly place: RefObject<HTMLElement | null>; readonly show: (target: TargetId) => void } {
  const place = useRef<HTMLElement>(null)
  /** Another value with each press: who scrolled on since is led there again. */
  const [wanted, setWanted] = useState<object | null>(null)
  useEffect(() => {
    if (wanted === null || !place.current) return
    place.current.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true })
    // What it answers, a promise in newer browsers, is nothing to clean up by.
    void place.current.scrollIntoView({ block: 'start' })
  }, [wanted])
  const show = (target: TargetId) => {
    choose(target)
    setWanted({})
  }
  return { place, show }
}
