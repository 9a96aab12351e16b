import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Told, waitMs } from './steady.ts'

/** What is told, as steady as `waitMs` has it. `isPast`: the suggestion told of is on the page no longer. */
export function useSteady(next: Told, isWriting: boolean): Told & { readonly isPast: boolean } {
  const [told, setTold] = useState(next)
  const newest = useRef(next)
  const wait = waitMs(told, next, isWriting)
  const what = next.suggestion?.id ?? next.nothing
  useLayoutEffect(() => {
    newest.current = next
  })
  useEffect(() => {
    if (wait === 0 || wait === Infinity) return undefined
    const timer = setTimeout(() => setTold(newest.current), wait)
    return () => clearTimeout(timer)
  }, [what, wait])
  const isNew = next.suggestion !== told.suggestion || next.nothing !== told.nothing
  if (wait === 0 && isNew) setTold(next)
  const { suggestion, nothing } = wait === 0 ? next : told
  return { suggestion, nothing, isPast: suggestion !== null && suggestion.id !== next.suggestion?.id }
}
