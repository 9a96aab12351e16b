import { useEffect } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import { useNotices } from '#renderer/ui/toast.tsx'
import { useShell } from './shell-context.tsx'

const about = 'backup-trouble'

/** Tells once that backups can't be made, and takes it back when they can: writing goes on all the while. */
export function useBackupNotice(): void {
  const { t, language } = useTexts()
  const host = useHost()
  const shell = useShell()
  const notices = useNotices()
  const code = useSelected(host.backups, (state) => state?.problem?.code ?? null)
  useEffect(() => {
    const problem = host.backups.get()?.problem
    if (!problem) return notices.takeBack(about)
    // The window shows it where it can be mended.
    if (shell.dialog.get() === 'backups') return
    notices.show({ text: problemSentence(language, problem), about, action: { label: t('backups.open'), run: () => shell.dialog.set('backups') } })
  }, [code, host, language, notices, shell, t])
}
