/** Whether files are held over the window, which may be dropped on it. */
import { useEffect, useState } from 'react'

/** Tells whenever they come or go. They are dropped anywhere, and what takes them may tell nobody else of it: the first that hears of it tells. */
export function watchFiles(over: EventTarget, tell: (isOver: boolean) => void, signal: AbortSignal): void {
  let isOver = false
  const be = (next: boolean) => {
    if (next !== isOver) tell(next)
    isOver = next
  }
  const options = { signal, capture: true }
  over.addEventListener('dragover', (event) => be(bringsFiles(event)), options)
  // From one element to the next it leaves as well; only out of the window it goes nowhere.
  over.addEventListener('dragleave', (event) => goesNowhere(event) && be(false), options)
  over.addEventListener('drop', () => be(false), options)
}

const bringsFiles = (event: Event): boolean => (event as DragEvent).dataTransfer?.types.includes('Files') ?? false
const goesNowhere = (event: Event): boolean => (event as DragEvent).relatedTarget === null

/** The same in a page, as long as it takes any. */
export function useFilesOver(takesAny: boolean): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    if (!takesAny) return undefined
    const end = new AbortController()
    watchFiles(window, setOver, end.signal)
    return () => {
      end.abort()
      setOver(false)
    }
  }, [takesAny])
  return isOver
}
