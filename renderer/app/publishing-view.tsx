/** The publishing desk, with all that it asks of the shell. */
import { useCallback, useMemo } from 'react'
import type { CourseId } from '#preload/contract/library.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { type Made, useLibraryActions } from '#renderer/panels/library/library-actions.ts'
import { PublishingPanel } from '#renderer/panels/publishing/publishing-panel.tsx'
import type { CommandEntry } from './commands.tsx'
import { openMade } from './open-made.ts'
import { useShell } from './shell-context.tsx'
import { goToFinding } from './show-publishing.ts'
import { useTakeBackPorts } from './take-back.ts'

/** Longer than this nothing waits for a text that can't be saved. */
const settleMs = 3000

export function Publishing({ commands }: { commands: readonly CommandEntry[] }) {
  const host = useHost()
  const shell = useShell()
  const current = useValue(shell.lesson)
  const { withPage } = useTakeBackPorts()
  const actions = useLibraryActions(useCallback((made: Made) => openMade(host, shell, made), [host, shell]))
  const pages = useCallback(() => shell.pages.all(), [shell])
  const settled = useMemo(
    () => async () => {
      shell.titles.flush()
      const saved = Promise.all(shell.pages.all().map(({ lesson }) => shell.hold(lesson)?.saved() ?? Promise.resolve(true)))
      await Promise.race([saved, new Promise((resolve) => setTimeout(resolve, settleMs))])
    },
    [shell],
  )
  return (
    <PublishingPanel
      pages={pages}
      withPage={withPage}
      settled={settled}
      current={current}
      onPlace={(finding) => goToFinding(shell, finding)}
      onWrite={(lesson) => {
        shell.open(lesson)
        shell.ledTo.set(lesson)
      }}
      onNewCourse={() => commands.find(({ name }) => name === 'new-course')?.run()}
      onNewLesson={(course: CourseId) => {
        const chapter = host.tree.get()?.courses.find(({ id }) => id === course)?.chapters[0]
        if (chapter) void actions.newLessonIn(chapter.id)
        else void actions.newChapter(course)
      }}
    />
  )
}
