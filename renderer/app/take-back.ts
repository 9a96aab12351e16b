/** Taking the last replacement back, wherever the author is by now. */
import { useMemo } from 'react'
import { type TakeBackPorts, useTakeBack } from '#renderer/panels/search/use-take-back.ts'
import type { Shell } from './shell.ts'
import { useShell } from './shell-context.tsx'

/** A page that is not there by then can't be opened. */
const openMs = 10_000

/** What the search asks of the shell to take a replacement back. */
export function useTakeBackPorts(): TakeBackPorts {
  const shell = useShell()
  return useMemo(() => ({ replaced: shell.replaced, withPage: withPage(shell) }), [shell])
}

/** The command that takes the last replacement back. */
export function useLastTakenBack(): () => void {
  const takeBack = useTakeBack(useTakeBackPorts())
  return useMemo(() => () => void takeBack(), [takeBack])
}

/** A page that is opened for it is left again once what was done there is saved, for what was in view before. */
function withPage(shell: Shell): TakeBackPorts['withPage'] {
  return async (lesson, use) => {
    const [there, current, view] = [shell.pages.of(lesson), shell.lesson.get(), shell.view.get()]
    if (!there) shell.open(lesson, null)
    const page = await shell.pages.whenThere(lesson, openMs)
    const used = page && use({ ...page, lesson })
    if (there || shell.lesson.get() !== lesson) return used
    // A page hears of what was done to its text a moment later.
    await new Promise((resolve) => setTimeout(resolve))
    await shell.hold(lesson)?.saved()
    if (shell.lesson.get() !== lesson || shell.view.get() !== 'lesson') return used
    shell.open(current, null)
    shell.view.set(view)
    return used
  }
}
