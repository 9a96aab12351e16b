import { useState } from 'react'
import type { WorkspaceCopy, WorkspaceState } from '#preload/contract/workspace.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { useBackupWork } from '#renderer/panels/backups/use-backup-work.ts'
import { Button } from '#renderer/ui/button.tsx'
import { FilePath } from '#renderer/ui/file-path.tsx'
import { formatBytes, formatWhen } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import type { Translate } from '#renderer/ui/translate.ts'
import { BrokenBackups } from './broken-backups.tsx'
import './broken-workspace.css'

/** The library can't be read: says that nothing was thrown away and where it lies, and offers the good copies or a fresh start. */
export function BrokenWorkspace({ state }: { state: WorkspaceState }) {
  const { t } = useTexts()
  const folder = useSelected(useHost().about, (about) => about?.folder)
  const code = state.problem?.code
  // The file itself is whole: the host tries again by itself, and nothing is to be put in its place.
  const waiting = code === 'disk-full' || code === 'disk-error' || code === 'workspace-older'
  return (
    <main className="broken">
      <div className="broken-sheet">
        <span className="seal" aria-hidden="true">
          {t('app.seal')}
        </span>
        <h1>{t(state.problem?.detail.missing === undefined ? 'broken.title' : 'broken.missing-title')}</h1>
        <p role="status">{whatBecameOfIt(state, t)}</p>
        {folder && (
          <div className="broken-folder">
            <span>{t('broken.folder')}</span>
            <FilePath path={folder} />
          </div>
        )}
        {code !== 'workspace-newer' && !waiting && <Repair copies={state.copies} />}
      </div>
    </main>
  )
}

function whatBecameOfIt({ problem, keptAs }: WorkspaceState, t: Translate): string | null {
  const missing = problem?.detail.missing
  if (problem?.code === 'disk-full' || problem?.code === 'disk-error') return t(`problem.${problem.code}`)
  if (problem?.code === 'workspace-newer') return t('broken.newer')
  if (problem?.code === 'workspace-older') return t('broken.older')
  if (missing !== undefined) return t('broken.missing', { name: missing })
  return keptAs === null ? null : t('broken.kept', { name: keptAs })
}

function Repair({ copies }: { copies: readonly WorkspaceCopy[] }) {
  const { t } = useTexts()
  const { busy: isRepairing, restoreCopy, startFresh } = useRepair()
  // What came in its place opens by itself.
  const { running, deeds } = useBackupWork(() => undefined)
  const busy = isRepairing || running !== null
  return (
    <>
      <section className="card">
        <h2>{t('broken.copies')}</h2>
        <p>{t(copies.length > 0 ? 'broken.copies-body' : 'broken.no-copies')}</p>
        {copies.length > 0 && (
          <ul>
            {copies.map((copy, index) => (
              <CopyLine key={copy.id} copy={copy} isNewest={index === 0} busy={busy} onRestore={() => void restoreCopy(copy.id)} />
            ))}
          </ul>
        )}
      </section>
      <BrokenBackups running={running} isBusy={busy} isBest={copies.length === 0} onRestore={({ id }) => void deeds.bringBack(id)} />
      <section className="card">
        <h2>{t('broken.fresh')}</h2>
        <div className="broken-fresh">
          <p>{t('broken.fresh-body')}</p>
          <Button disabled={busy} onClick={() => void startFresh()}>
            {t('broken.fresh')}
          </Button>
        </div>
      </section>
    </>
  )
}

function CopyLine({ copy, isNewest, busy, onRestore }: { copy: WorkspaceCopy; isNewest: boolean; busy: boolean; onRestore: () => void }) {
  const { t, language } = useTexts()
  return (
    <li>
      <div>
        <strong>{formatWhen(language, copy.at)}</strong>
        {isNewest && <span className="pill">{t('broken.newest')}</span>}
        <small>{t('broken.copy', { count: copy.lessons, size: formatBytes(language, copy.bytes) })}</small>
      </div>
      <Button kind={isNewest ? 'go' : 'plain'} disabled={busy} onClick={onRestore}>
        {t('broken.restore')}
      </Button>
    </li>
  )
}

function useRepair() {
  const host = useHost()
  const notices = useNotices()
  const [busy, setBusy] = useState(false)
  const attempt = async (work: () => Promise<WorkspaceState>) => {
    setBusy(true)
    try {
      // The host tells every page of the new state; this one reads the library when it hears of it.
      await work()
    } catch (error) {
      notices.problem(error)
    } finally {
      setBusy(false)
    }
  }
  return {
    busy,
    restoreCopy: (id: string) => attempt(() => host.clients().workspace.restoreCopy({ id })),
    startFresh: () => attempt(() => host.clients().workspace.startFresh({})),
  }
}
