import { useCallback } from 'react'
import type { LibraryId } from '#preload/contract/library.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { shortName } from '#renderer/ui/short-name.ts'
import { isUnnamed } from '#renderer/ui/unnamed.ts'
import { aboutName, deskOf } from './deeds.ts'

/** A name that an entry had, and the one that the author gave it. */
export interface Renaming {
  readonly id: LibraryId
  readonly before: string
  readonly title: string
}

/** Says that something has another name, and offers to take that back. The first name of what was just made needs no saying. */
export function useRenamed(): (renaming: Renaming, back: () => void) => void {
  const host = useHost()
  const notices = useNotices()
  const { t } = useTexts()
  return useCallback(
    ({ id, before, title }, back) => {
      const text = isUnnamed(before) ? null : t('library.renamed', { before: shortName(before), title: shortName(title) })
      deskOf(host, notices, t).done(aboutName(id), text, async () => back())
    },
    [host, notices, t],
  )
}
