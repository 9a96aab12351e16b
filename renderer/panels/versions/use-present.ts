import { useEffect, useState } from 'react'
import type { Doc } from '#preload/document/schema.ts'

/** The text on the page as this panel reaches it. */
export interface Present {
  /** Null while there is no page. */
  readonly read: () => Doc | null
  /** Hears that it may be another; null where the page lies still meanwhile. */
  readonly subscribe: ((listener: () => void) => () => void) | null
}

/** Comparing must never come between two keys: the text is read again once the author pauses. */
const pauseMs = 700

/** The text on the page. `present` stays the same for as long as the page is the same. */
export function usePresent({ read, subscribe }: Present): Doc | null {
  const [now, setNow] = useState(read)
  useEffect(() => {
    if (!subscribe) return undefined
    const readNow = () => setNow(read())
    let timer = setTimeout(readNow)
    const stop = subscribe(() => {
      clearTimeout(timer)
      timer = setTimeout(readNow, pauseMs)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [read, subscribe])
  return now
}
