import { useState } from 'react'
import type { BackupId, BackupWork, Checked } from '#preload/contract/backups.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { UploadId } from '#preload/contract/uploads.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { sendFile } from '#renderer/host/images.ts'
import { download } from '#renderer/ui/download.ts'
import { formatBytes, formatWhen } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { problemSentence } from '#renderer/ui/problem-sentence.ts'
import type { Translate } from '#renderer/ui/translate.ts'
import type { Notice } from '#renderer/ui/notice-list.ts'
import { useNotices } from '#renderer/ui/toast.tsx'
import { checkedOf, shareOf } from './checked.ts'

/** What is under way, and how far it is from 0 to 1. */
export interface Running {
  readonly kind: 'make' | 'pack' | 'check'
  readonly phase: BackupWork['phase'] | 'sending'
  readonly share: number
  readonly stop: () => void
}

export interface BackupDeeds {
  make(): Promise<void>
  pack(): Promise<void>
  /** Reads a backup, or a packed file, so that the author sees what it would change. */
  check(source: { readonly backup: BackupId } | { readonly file: File }): Promise<void>
  take(checked: Checked): Promise<void>
  /** Checks a backup and puts it in the present library’s place at once: for one that can’t be read, and so can’t be compared. */
  bringBack(backup: BackupId): Promise<void>
  leave(checked: Checked): void
}

/** All that can be done here: one thing at a time, shown while it lasts, and given up by its button. */
export function useBackupWork(onReplaced: () => void) {
  const { t, language } = useTexts()
  const host = useHost()
  const notices = useNotices()
  const [checked, setChecked] = useState<Checked | null>(null)
  const say = (notice: Omit<Notice, 'about'>) => notices.show({ ...notice, about: 'backups' })
  const tell = (error: unknown) => {
    if (!(error instanceof Problem)) throw error
    if (error.code !== 'cancelled') say({ text: problemSentence(language, error), kind: 'problem' })
  }
  const { running, run } = useRunning(tell)

  const make = () =>
    run('make', async (signal, show) => {
      for await (const { work, made } of host.clients().backups.make({}, signal)) {
        if (work) show(work.phase, shareOf(work))
        if (made && !signal.aborted) say({ text: t('backups.made') })
      }
    })

  const pack = () =>
    run('pack', async (signal, show) => {
      for await (const { work, packed } of host.clients().backups.pack({ language }, signal)) {
        if (work) show(work.phase, shareOf(work))
        if (!packed || signal.aborted) continue
        if (packed.address !== null) download(packed.address, packed.name)
        const lost = packed.lostImages > 0 ? t('backups.lost', { count: packed.lostImages }) : ''
        say({ text: `${t('backups.packed', { name: packed.name, size: formatBytes(language, packed.bytes) })} ${lost}`.trim() })
      }
    })

  const check: BackupDeeds['check'] = (source) =>
    run('check', async (signal, show) => {
      const { backups } = host.clients()
      const send = (file: File): Promise<UploadId> => sendFile(backups, file, file.name, { signal, onProgress: (share) => show('sending', share) })
      const from = 'backup' in source ? source : { upload: await send(source.file) }
      const found = await checkedOf(backups.check(from, signal), show)
      setChecked(found)
    })

  const takeBack = async (backup: BackupId) => {
    try {
      const found = await checkedOf(host.clients().backups.check({ backup }), () => undefined)
      await host.clients().backups.take({ checked: found.id })
      onReplaced()
      say({ text: t('backups.undone') })
    } catch (error) {
      tell(error)
    }
  }

  const take = async (taken: Checked, leftOutOfIt = '') => {
    try {
      const { replaced } = await host.clients().backups.take({ checked: taken.id })
      setChecked(null)
      onReplaced()
      const text = `${t('backups.taken', { when: formatWhen(language, taken.at) })} ${leftOutOfIt}`.trim()
      say({ text, action: replaced === null ? undefined : { label: t('backups.undo'), run: () => void takeBack(replaced) } })
    } catch (error) {
      setChecked(null)
      tell(error)
    }
  }

  const bringBack = (backup: BackupId) =>
    run('check', async (signal, show) => {
      const found = await checkedOf(host.clients().backups.check({ backup }, signal), show)
      if (!signal.aborted) await take(found, leftOut(found, t))
    })

  const leave = (left: Checked) => {
    setChecked(null)
    void host
      .clients()
      .backups.leave({ checked: left.id })
      .catch(() => undefined) // it is let go with this page at the latest
  }
  return { running, checked, deeds: { make, pack, check, take, bringBack, leave } satisfies BackupDeeds }
}

type Show = (phase: Running['phase'], share: number) => void

/** Runs one thing at a time; what is shown of it is over with it, however it ends. */
function useRunning(tell: (error: unknown) => void) {
  const [running, setRunning] = useState<Running | null>(null)
  const run = async (kind: Running['kind'], work: (signal: AbortSignal, show: Show) => Promise<void>) => {
    const over = new AbortController()
    const show: Show = (phase, share) => setRunning({ kind, phase, share, stop: () => over.abort() })
    show(kind === 'check' ? 'checking' : 'copying', 0)
    try {
      await work(over.signal, show)
    } catch (error) {
      if (!over.signal.aborted) tell(error)
    } finally {
      setRunning(null)
    }
  }
  return { running, run }
}

/** What does not come with it, in sentences. */
function leftOut({ lostImages, refusedImages }: Checked, t: Translate): string {
  const said = [lostImages > 0 && t('backups.lost', { count: lostImages }), refusedImages > 0 && t('backups.refused', { count: refusedImages })]
  return said.filter(Boolean).join(' ')
}
