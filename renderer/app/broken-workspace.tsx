import { useState } from 'react'
import type { WorkspaceState } from '#preload/contract/workspace.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { formatBytes, formatWhen } from '#renderer/ui/format.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import './broken-workspace.css'

/** The library can't be read: says that nothing was thrown away, and offers the good copies or a fresh start. */
export function BrokenWorkspace({ state }: { state: WorkspaceState }) {
  const { t, language } = useTexts()
  const { busy, restoreCopy, startFresh } = useRepair()
  const code = state.problem?.code
  const newer = code === 'workspace-newer'
  const missing = state.problem?.detail.missing
  // The file itself is whole: the host tries again by itself, and nothing is to be put in its place.
  const waiting = code === 'disk-full' || code === 'disk-error'
  return (
    <main className="broken">
      <div className="broken-sheet">
        <span className="seal" aria-hidden="true">{t('app.seal')}</span>
        <h1>{t(missing === undefined ? 'broken.title' : 'broken.missing-title')}</h1>
        <p role="status">{waiting ? t(`problem.${code}`) : newer ? t('broken.newer') : missing === undefined ? state.keptAs && t('broken.kept', { name: state.keptAs }) : t('broken.missing', { name: missing })}</p>
        {!newer && !waiting && (
          <>
            <section className="card">
              <h2>{t('broken.copies')}</h2>
              <p>{state.copies.length > 0 ? t('broken.copies-body') : t('broken.no-copies')}</p>
              <ul>
                {state.copies.map((copy, index) => (
                  <li key={copy.id}>
                    <div>
                      <strong>{formatWhen(language, copy.at)}</strong>{index === 0 && <span className="pill">{t('broken.newest')}</span>}
                      <small>{t('broken.copy', { count: copy.lessons, size: formatBytes(language, copy.bytes) })}</small>
                    </div>
                    <Button kind={index === 0 ? 'go' : 'plain'} disabled={busy} onClick={() => void restoreCopy(copy.id)}>{t('broken.restore')}</Button>
                  </li>
                ))}
              </ul>
            </section>
            <section className="card">
              <h2>{t('broken.fresh')}</h2>
              <div className="broken-fresh">
                <p>{t('broken.fresh-body')}</p>
                <Button kind={state.copies.length === 0 ? 'go' : 'plain'} disabled={busy} onClick={() => void startFresh()}>{t('broken.fresh')}</Button>
              </div>
            </section>
          </>
        )}
      </div>
    </main>
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
