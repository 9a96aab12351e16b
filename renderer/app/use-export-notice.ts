import { useEffect, useRef } from 'react'
import type { ExportRun } from '#preload/contract/ledger.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { endedNow } from '#renderer/panels/publishing/export-end.ts'
import { headText } from '#renderer/panels/publishing/run-head.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { useShell } from './shell-context.tsx'
import { backToPublishing } from './show-publishing.ts'

const about = 'export-end'

/** Tells of the end of an export to whoever is elsewhere, with the way to the desk; the desk tells of it itself. */
export function useExportNotice(): void {
  const { t } = useTexts()
  const host = useHost()
  const shell = useShell()
  const notices = useNotices()
  const run = useSelected(host.publishing, (state) => state?.run ?? null)
  const isAtDesk = useValue(shell.view) === 'publishing'
  const seen = useRef<ExportRun | null>(null)
  useEffect(() => {
    const ended = endedNow(seen.current, run)
    seen.current = run
    if (ended === null || isAtDesk) return
    const text = headText(t, ended)
    notices.show({ text, about, action: { label: t('publishing.back'), run: () => backToPublishing(host, shell, ended.course) } })
  }, [host, isAtDesk, notices, run, shell, t])
  useEffect(() => {
    if (isAtDesk) notices.takeBack(about)
  }, [isAtDesk, notices])
}
