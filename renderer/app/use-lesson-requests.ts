/** What a lesson's page asks of the studio beside saving: suggestions and their counts, its name, and a place for text that can't be saved. */
import { useCallback, useMemo } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { PageProps } from '#renderer/editor/page-props.ts'
import { putImage } from '#renderer/host/images.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { newestNaming } from '#renderer/panels/library/deeds.ts'
import { useShell } from './shell-context.tsx'
import { useFollowing } from './use-following.ts'
import { useLinkTargets } from './use-link-targets.ts'
import { useRename } from './use-rename.ts'
import { useRescue } from './use-rescue.ts'

type LessonRequests = Pick<
  PageProps,
  'complete' | 'prepare' | 'why' | 'follow' | 'record' | 'images' | 'rename' | 'undoRename' | 'rescue' | 'steps' | 'onHold' | 'links' | 'aids'
>

/** The same functions for as long as lesson and language are the same, so that the page renders nothing twice. */
export function useLessonRequests(lesson: LessonId): LessonRequests {
  const host = useHost()
  const shell = useShell()

  const complete = useCallback<PageProps['complete']>(
    (context, signal) => host.clients().suggestions.complete({ ...context, open: lesson }, signal),
    [host, lesson],
  )

  const prepare = useCallback<PageProps['prepare']>(
    async ({ context, depth }, signal) => {
      await host.clients().suggestions.prepare({ context: { ...context, open: lesson }, depth }, signal)
    },
    [host, lesson],
  )

  const why = useCallback<PageProps['why']>((question, signal) => host.clients().suggestions.why({ ...question, open: lesson }, signal), [host, lesson])
  const follow = useFollowing()

  const record = useCallback<PageProps['record']>(
    (suggestion, event) => {
      // A count that is lost with the connection is no loss to the author.
      void host
        .clients()
        .suggestions.record({ model: suggestion.model, event })
        .catch(() => undefined)
    },
    [host],
  )

  const images = useMemo<PageProps['images']>(
    () => ({
      put: (file, name, sending) => putImage(host.clients().images, file, name, sending),
      about: (ids) => host.clients().images.about({ ids }),
    }),
    [host],
  )

  const renameEntry = useRename()
  const rename = useCallback<PageProps['rename']>((title, when, before) => renameEntry(lesson, title, when, before), [renameEntry, lesson])
  const undoRename = useCallback<PageProps['undoRename']>(() => newestNaming(host, lesson)?.undo(), [host, lesson])

  const steps = useCallback<PageProps['steps']>((question) => host.clients().lessons.steps({ lesson, ...question }), [host, lesson])

  const onHold = useCallback<NonNullable<PageProps['onHold']>>((hold) => shell.setHold(lesson, hold), [shell, lesson])

  const rescueOf = useRescue()
  const rescue = useCallback<PageProps['rescue']>((text) => rescueOf(lesson, text), [rescueOf, lesson])

  const links = useLinkTargets(lesson)
  const aids = useCallback<PageProps['aids']>(() => {
    const { fullWidthMarks: fullWidth, pairedMarks: pairs } = host.settings.get()
    return { fullWidth, pairs }
  }, [host])

  return useMemo(
    () => ({ complete, prepare, why, follow, record, images, rename, undoRename, rescue, steps, onHold, links, aids }),
    [complete, prepare, why, follow, record, images, rename, undoRename, rescue, steps, onHold, links, aids],
  )
}
