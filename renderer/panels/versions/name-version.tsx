import { Bookmark, BookmarkX } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import type { Version } from '#preload/contract/versions.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import { useNotices } from '#renderer/ui/toast.tsx'
import { versionsNamed } from './named.ts'

/** As long as the library lets a name be. */
const longest = 60

interface NameVersionProps {
  readonly lesson: LessonId
  readonly revision: number
  readonly version: Version | null
  /** The text that is seen is the one that the name would be given to. */
  readonly isSeen: boolean
}

/** Gives a moment a name, changes it or takes it back. */
export function NameVersion({ lesson, revision, version, isSeen }: NameVersionProps) {
  const { t } = useTexts()
  const host = useHost()
  const notices = useNotices()
  const [draft, setDraft] = useState<string | null>(null)
  // The keys go on from here once the name is given or taken back: what had the focus is gone then.
  const opener = useRef<HTMLButtonElement>(null)
  const [closings, setClosings] = useState(0)
  useEffect(() => {
    if (closings > 0) opener.current?.focus({ preventScroll: true })
  }, [closings])
  const close = () => {
    setDraft(null)
    setClosings((before) => before + 1)
  }
  const attempt = async (work: () => Promise<unknown>) => {
    try {
      await work()
      versionsNamed()
    } catch (error) {
      notices.problem(error)
    }
  }
  const save = async (event: FormEvent) => {
    event.preventDefault()
    const name = (draft ?? '').trim()
    close()
    if (name !== '' && name !== version?.name) await attempt(() => host.clients().versions.name({ lesson, revision, name }))
  }
  if (draft === null)
    return (
      <>
        <IconButton ref={opener} label={t(version ? 'command.rename' : 'versions.name')} disabled={!isSeen} onClick={() => setDraft(version?.name ?? '')}>
          <Bookmark />
        </IconButton>
        {version && (
          <IconButton
            label={t('versions.unname')}
            disabled={!isSeen}
            onClick={() => {
              close()
              void attempt(() => host.clients().versions.unname({ lesson, revision }))
            }}
          >
            <BookmarkX />
          </IconButton>
        )}
      </>
    )
  return (
    <form className="version-name" onSubmit={(event) => void save(event)}>
      <input
        // The author has just asked for it.
        ref={(field) => field?.focus()}
        aria-label={t('versions.name-label')}
        placeholder={t('versions.name-hint')}
        maxLength={longest}
        value={draft}
        onChange={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || isComposing(event.nativeEvent)) return
          event.preventDefault()
          close()
        }}
      />
      <Button type="submit">{t('versions.save-name')}</Button>
    </form>
  )
}
