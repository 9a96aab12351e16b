import { useId } from 'react'
import type { ImportTarget } from '#preload/contract/interchange.ts'
import type { EntryPlace } from '#renderer/host/entries.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Segmented } from '#renderer/ui/segmented.tsx'

export type TargetKind = ImportTarget['kind']

/** Where the lessons come to lie: a course of their own, or what the open lesson lies in. */
export function TargetChoice({
  kind,
  title,
  place,
  hasFolders,
  isSeveral,
  onKind,
  onTitle,
}: {
  kind: TargetKind
  title: string
  place: EntryPlace | undefined
  hasFolders: boolean
  /** Several courses bring their own titles. */
  isSeveral: boolean
  onKind: (kind: TargetKind) => void
  onTitle: (title: string) => void
}) {
  const { t } = useTexts()
  const id = useId()
  const choices = [
    { value: 'new' as const, label: t('import.target-new') },
    ...(place && !isSeveral ? [{ value: 'course' as const, label: t('import.target-course', { title: place.course.title }) }] : []),
    ...(place?.chapter && !hasFolders && !isSeveral ? [{ value: 'chapter' as const, label: t('import.target-chapter', { title: place.chapter.title }) }] : []),
  ]
  return (
    <div className="interchange-row">
      <span className="interchange-label">{t('import.target')}</span>
      <Segmented label={t('import.target')} value={kind} choices={choices} onChange={onKind} />
      {kind === 'new' && !isSeveral && (
        <input
          id={id}
          className="field interchange-title"
          aria-label={t('import.course-title')}
          value={title}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => onTitle(event.target.value)}
        />
      )}
    </div>
  )
}
