/** A moment of the open lesson beside its page: put there and taken away by a command, and remembered. */
import { useCallback, useEffect } from 'react'
import type { Host } from '#renderer/host/host.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { momentToBegin } from '#renderer/panels/versions/moments.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import type { Shell } from './shell.ts'
import { useShell } from './shell-context.tsx'

/** A slider that is dragged is no place to come back to until it rests. */
const restMs = 500

/** Takes away what lies beside the page, or puts the moment there that is looked at, or else one to begin with. Answers false where nothing was ever written. Throws what the host does. */
async function toggleMomentBeside(host: Host, shell: Shell): Promise<boolean> {
  const [lesson, past] = [shell.lesson.get(), shell.past.get()]
  if (lesson === null) return true
  if (shell.beside.get()) shell.lookBeside(null)
  else if (past) shell.lookBeside(past)
  else {
    const moment = momentToBegin(await host.clients().versions.timeline({ lesson }))
    if (moment && shell.lesson.get() === lesson) shell.lookBeside(moment)
    return moment !== null
  }
  return true
}

/** The command that takes away what lies beside the page, or puts a moment of the lesson there. */
export function useMomentBeside(): () => void {
  const host = useHost()
  const shell = useShell()
  const notices = useNotices()
  const { t } = useTexts()
  return useCallback(() => {
    const toggle = async () => {
      try {
        if (!(await toggleMomentBeside(host, shell))) notices.show({ text: t('versions.empty'), about: 'versions' })
      } catch (error) {
        notices.problem(error)
      }
    }
    void toggle()
  }, [host, shell, notices, t])
}

/** Keeps in the settings which moment lies beside the page. */
export function useKeptMoment(host: Host, shell: Shell): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const keep = () => {
      const [lesson, past] = [shell.lesson.get(), shell.beside.get()]
      const known = host.settings.get().besideMoment
      if (known?.lesson === (past ? lesson : undefined) && known?.revision === past?.revision) return
      host.changeSettings({ besideMoment: lesson && past && { lesson, ...past } })
    }
    const stop = shell.beside.subscribe(() => {
      clearTimeout(timer)
      timer = setTimeout(keep, restMs)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [host, shell])
}
