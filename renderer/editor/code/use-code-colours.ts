import { type RefObject, useEffect, useState } from 'react'
import { paint, tokensOf } from './code-colours.ts'

/** A text longer than this is read anew only when the author pauses. */
const brisk = 4000
const pauseMs = 250

/** Colours the code in an element while it is near the screen. */
export function useCodeColours(element: RefObject<HTMLElement | null>, text: string, language: string | undefined): void {
  const isNear = useNear(element)
  useEffect(() => {
    if (!isNear || !language || text === '') return undefined
    let [isOver, clean] = [false, () => {}]
    const colour = async () => {
      const tokens = await tokensOf(text, language)
      if (!isOver && element.current) clean = paint(element.current, tokens)
    }
    const timer = setTimeout(() => void colour(), text.length > brisk ? pauseMs : 0)
    return () => {
      isOver = true
      clearTimeout(timer)
      clean()
    }
  }, [element, isNear, text, language])
}

function useNear(element: RefObject<HTMLElement | null>): boolean {
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    if (!element.current) return undefined
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), { rootMargin: '400px' })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [element])
  return isNear
}
