import { type RefObject, useEffect } from 'react'

/**
 * Places something anew when the text comes to stand otherwise: in a window or pane of another width, zoomed, or with
 * another type. It scrolls with the frame by itself.
 */
export function useResized(frame: RefObject<HTMLElement | null>, place: () => void): void {
  useEffect(() => {
    const body = frame.current
    if (!body) return undefined
    const observer = new ResizeObserver(place)
    observer.observe(body)
    const page = body.closest('.page')
    if (page) observer.observe(page)
    return () => observer.disconnect()
  }, [place, frame])
}
