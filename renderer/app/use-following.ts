/** Goes to a place in the author's texts that is like what was suggested: in a work of the archive, or in a lesson. */
import { useCallback } from 'react'
import type { PageProps } from '#renderer/editor/page-props.ts'
import { useShell } from './shell-context.tsx'

export function useFollowing(): PageProps['follow'] {
  const shell = useShell()
  return useCallback(
    ({ place, found }) => {
      if (place.kind === 'work') {
        shell.archive.set({ kind: 'work', work: place.work, found: { query: found, line: place.line } })
        shell.view.set('archive')
        shell.overlay.set(null)
      } else {
        const { lesson, passage, from } = place
        shell.open(lesson, null)
        shell.pages.ask(lesson, { kind: 'find', text: found, place: { passage, from }, focus: 'text' })
      }
    },
    [shell],
  )
}
