import { useCallback, useState } from 'react'
import type { LibraryId } from '#preload/contract/library.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import type { Expansion } from '#renderer/panels/library/expansion.ts'
import type { Section } from '#renderer/panels/palette/sections.ts'
import { showPane } from './panes.ts'
import { useShell } from './shell-context.tsx'

export interface Revealing {
  /** The row that is to take the focus once it is in the tree. */
  readonly revealed: LibraryId | null
  reveal(section: Section): void
  done(): void
}

/** Goes to a course or chapter: the tree opens down to it and its first lesson is shown. One without lessons takes the focus in the tree, where it can be given some. */
export function useReveal(expansion: Expansion): Revealing {
  const host = useHost()
  const shell = useShell()
  const [revealed, setRevealed] = useState<LibraryId | null>(null)
  return {
    revealed,
    reveal: ({ id, course, firstLesson }) => {
      for (const each of new Set([course.id, id])) expansion.note(each, true)
      if (firstLesson) return shell.open(firstLesson)
      showPane(host, shell, 'library')
      setRevealed(id)
    },
    done: useCallback(() => setRevealed(null), []),
  }
}
