import { useCallback } from 'react'
import type { LibraryId } from '#preload/contract/library.ts'
import { useRenamed } from '#renderer/panels/library/use-renamed.ts'
import { useShell } from './shell-context.tsx'

/** What the author calls an entry, in the tree or on its page: `soon` while it is being typed; `now` when that is done, which can be taken back to what it was called `before`. */
export function useRename(): (id: LibraryId, title: string, when: 'soon' | 'now', before: string) => void {
  const { titles } = useShell()
  const renamed = useRenamed()
  return useCallback(
    (id, title, when, before) => {
      titles.rename(id, title, when)
      if (when === 'now' && title !== before) renamed({ id, before, title }, () => titles.rename(id, before, 'now'))
    },
    [titles, renamed],
  )
}
