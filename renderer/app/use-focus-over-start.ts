import { useEffect, useRef } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import { useShell } from './shell-context.tsx'
import type { LessonKeeper } from './lesson-keeper.ts'

/**
 * A page that starts over, after another window had the lesson or the host came back with another text, is other elements:
 * who was in its text, or took the lesson over by a button above it, goes on in the new one.
 */
export function useFocusOverStart(lesson: LessonId, keeper: LessonKeeper): void {
  const shell = useShell()
  const { held } = keeper.state.get()
  const key = held?.key
  const wasIn = useRef(false)
  useEffect(() => {
    let known = key
    // At once: the old page loses the focus to nothing before any effect.
    return keeper.state.subscribe(() => {
      const next = keeper.state.get().held?.key
      if (next === known) return
      known = next
      const now = document.activeElement
      wasIn.current = now !== null && !now.matches('.page-title') && now.closest(`[data-lesson="${CSS.escape(lesson)}"]`) !== null
    })
  }, [keeper, lesson, key])
  useEffect(() => {
    if (!wasIn.current) return
    wasIn.current = false
    if (document.activeElement === document.body) shell.wantsFocus.set({ lesson, part: 'text' })
  }, [shell, lesson, key])
}
