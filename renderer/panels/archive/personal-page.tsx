/** Personal data in what is learnt, each place with its surroundings and what stands there instead. */
import { useCallback } from 'react'
import type { PersonalKind, WorkId } from '#preload/contract/works.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { Button } from '#renderer/ui/button.tsx'
import { SubPage } from '#renderer/ui/sub-page.tsx'
import { MasksCard, type OpenWork, useMasks } from './masks-card.tsx'
import { type ArchiveClient, useAnswer } from './use-archive.ts'
import { useMasking } from './use-masking.ts'
import './personal-page.css'

interface Places {
  readonly work: WorkId
  readonly title: string
  readonly places: readonly { readonly kind: PersonalKind; readonly before: string; readonly found: string; readonly after: string }[]
}

/** As many works as anyone looks through. */
const most = 200

export function PersonalPage({ onBack, onOpen }: { onBack: () => void; onOpen: OpenWork }) {
  const { t } = useTexts()
  const ask = useCallback(async (archive: ArchiveClient, signal: AbortSignal) => {
    const works: Places[] = []
    for await (const item of archive.personal({}, signal)) {
      if (works.length === most) return { works, hasMore: true }
      works.push(item)
    }
    return { works, hasMore: false }
  }, [])
  const answer = useAnswer(ask)
  const works = answer?.works
  const masks = useMasks()
  const editable = useSelected(useHost().archive, (state) => state?.phase === 'open')
  const isOwn = (found: string) => masks?.words.some((word) => word.toLowerCase() === found.toLowerCase()) ?? false
  return (
    <SubPage className="archive" title={t('archive.personal-title')} lead={t('archive.personal-lead')} from={t('command.archive')} onBack={onBack}>
      {masks && <MasksCard masks={masks} editable={editable} onOpen={onOpen} />}
      {works?.length === 0 && <p className="archive-nothing">{t('archive.masked-none')}</p>}
      <ul className="archive-pairs">
        {works?.map(({ work, title, places }) => (
          <li key={work} className="card archive-personal">
            <header>
              <button type="button" className="archive-name" onClick={() => onOpen(work, '')}>
                <span title={title}>{title}</span>
              </button>
              <small>{t('archive.places-count', { count: places.length })}</small>
            </header>
            <ul>
              {places.map(({ kind, before, found, after }, at) => (
                <li key={at}>
                  <span className="pill">{t(`archive.personal-${kind}`)}</span>
                  <q>
                    {before}
                    <mark>{found}</mark>
                    {after}
                  </q>
                  {editable && <Release kind={kind} found={found} isOwn={isOwn(found)} />}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {answer?.hasMore && <p className="archive-nothing">{t('archive.personal-more', { count: most })}</p>}
    </SubPage>
  )
}

/** Leaves what was masked as it is, everywhere; a word of the author's own is on their list no more. */
function Release({ kind, found, isOwn }: { kind: PersonalKind; found: string; isOwn: boolean }) {
  const { t } = useTexts()
  const masking = useMasking()
  return (
    <Button
      kind="quiet"
      className="archive-release"
      aria-label={t('archive.release-value', { value: found })}
      onClick={() => void masking(kind === 'name' && isOwn ? { unmask: [found] } : { release: [found] })}
    >
      {t('archive.release')}
    </Button>
  )
}
