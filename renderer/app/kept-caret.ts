import { useCallback, useEffect, useRef } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { lessonPlaces } from '#renderer/host/tree.ts'

type Caret = readonly [block: number, offset: number]

/** Where the caret stood, kept in the settings a moment after it came to rest. */
export function useKeptCaret(lesson: LessonId): (caret: Caret) => void {
  const host = useHost()
  const waiting = useRef<{ caret: Caret; timer: ReturnType<typeof setTimeout> } | null>(null)

  const keep = useCallback(() => {
    const { caret, timer } = waiting.current ?? {}
    if (!caret) return
    clearTimeout(timer)
    waiting.current = null
    const tree = host.tree.get()
    const known = new Set<string>(tree ? lessonPlaces(tree).map((place) => place.lesson.id) : [lesson])
    const others = Object.entries(host.settings.get().carets).filter(([id]) => known.has(id) && id !== lesson)
    host.changeSettings({ carets: { ...Object.fromEntries(others), [lesson]: [caret[0], caret[1]] } })
  }, [host, lesson])

  useEffect(() => {
    window.addEventListener('pagehide', keep)
    return () => {
      window.removeEventListener('pagehide', keep)
      keep()
    }
  }, [keep])

  return useCallback(
    (caret: Caret) => {
      clearTimeout(waiting.current?.timer)
      waiting.current = { caret, timer: setTimeout(keep, 1000) }
    },
    [keep],
  )
}
