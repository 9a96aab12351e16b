import { useEffect } from 'react'
import type { Host } from '#renderer/host/host.ts'
import { findLesson, lessonPlaces } from '#renderer/host/tree.ts'
import { useValue } from '#renderer/host/value.ts'
import type { Shell } from './shell.ts'

/** Opens the lesson where the author was, at the start and whenever the open one is gone from the library. */
export function useStartingPlace(host: Host, shell: Shell): void {
  const tree = useValue(host.tree)
  const session = useValue(host.session)
  useEffect(() => {
    if (!tree || session === 0) return
    const current = shell.lesson.get()
    if (findLesson(tree, current)) return
    const last = findLesson(tree, current ? null : host.settings.get().lastLesson)
    const next = last ?? lessonPlaces(tree)[0]
    const view = shell.view.get()
    shell.open(next?.lesson.id ?? null)
    shell.view.set(view)
  }, [host, shell, tree, session])
}
