import type { ImportPreview, ImportTarget } from '#preload/contract/interchange.ts'
import type { EntryPlace } from '#renderer/host/entries.ts'
import { Button } from '#renderer/ui/button.tsx'
import { DialogActions } from '#renderer/ui/dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { TargetChoice, type TargetKind } from './import-target.tsx'
import { Losses } from './losses.tsx'
import { refusalsByReason } from './use-import.ts'

/** What the author chose of where it goes; what is left out is as it begins. */
export interface ChosenTarget {
  readonly kind?: TargetKind
  readonly title?: string
}

interface PreviewProps {
  readonly preview: ImportPreview
  readonly target: ChosenTarget
  readonly onTarget: (chosen: ChosenTarget) => void
  /** The files are looked at once more. */
  readonly reading: { readonly done: number; readonly total: number } | null
  readonly place: EntryPlace | undefined
  readonly softBreaks: 'keep' | 'join'
  readonly onSoftBreaks: (value: 'keep' | 'join') => void
  readonly onMake: (target: ImportTarget, chapter: string) => void
  readonly onOthers: () => void
}

/** What the files become, what changes on the way, and where it goes. */
export function PreviewOfImport({ preview, target, onTarget, reading, place, softBreaks, onSoftBreaks, onMake, onOthers }: PreviewProps) {
  const { t } = useTexts()
  const chapters = preview.courses.flatMap((course) => course.chapters)
  const lessons = chapters.flatMap((chapter) => chapter.lessons)
  const hasFolders = chapters.some(({ title }) => title !== null)
  const isSeveral = preview.courses.length > 1
  const kind = target.kind ?? (isSeveral ? 'new' : firstKind(place, hasFolders))
  const title = target.title ?? preview.courses[0]?.title ?? t('import.default-course')
  const words = lessons.reduce((sum, lesson) => sum + lesson.words, 0)
  const make = () => {
    onMake(targetOf(kind, title.trim() || t('import.default-course'), place), t('import.default-chapter'))
  }
  return (
    <>
      {lessons.length === 0 ? (
        <p className="interchange-nothing">{t('import.nothing')}</p>
      ) : (
        <>
          <p className="interchange-summary">
            {[
              t('interchange.chapters', { count: chapters.length }),
              t('library.lessons', { count: lessons.length }),
              t('versions.words', { count: words }),
              t('interchange.pictures', { count: preview.images }),
            ].join(' · ')}
          </p>
          <TargetChoice
            kind={kind}
            title={title}
            place={place}
            hasFolders={hasFolders}
            isSeveral={isSeveral}
            onKind={(next) => onTarget({ kind: next })}
            onTitle={(next) => onTarget({ title: next })}
          />
          <div className="interchange-row">
            <span className="interchange-label">{t('import.breaks')}</span>
            <Segmented
              label={t('import.breaks')}
              value={softBreaks}
              choices={[
                { value: 'keep', label: t('import.breaks-keep') },
                { value: 'join', label: t('import.breaks-join') },
              ]}
              onChange={onSoftBreaks}
            />
            <span className="interchange-again" role="status">
              {reading && reading.total > 0 && t('import.reading', reading)}
            </span>
          </div>
          <Contents preview={preview} />
        </>
      )}
      <Losses losses={preview.losses} direction="import" namesFiles={lessons.length > 1} />
      <RefusedFiles preview={preview} />
      <DialogActions>
        <Button onClick={onOthers}>{t('import.others')}</Button>
        {lessons.length > 0 && (
          <Button kind="go" disabled={reading !== null} onClick={make}>
            {t('import.go', { count: lessons.length })}
          </Button>
        )}
      </DialogActions>
    </>
  )
}

/** Into the chapter where the author is; folders, and a course that was pointed at, make chapters. */
function firstKind(place: EntryPlace | undefined, hasFolders: boolean): TargetKind {
  if (!place) return 'new'
  if (!place.chapter) return 'course'
  return hasFolders ? 'new' : 'chapter'
}

function targetOf(kind: TargetKind, title: string, place: EntryPlace | undefined): ImportTarget {
  if (kind === 'course' && place) return { kind, course: place.course.id }
  if (kind === 'chapter' && place?.chapter) return { kind, chapter: place.chapter.id }
  return { kind: 'new', title }
}

function Contents({ preview }: { preview: ImportPreview }) {
  const { t } = useTexts()
  return (
    // A long list is scrolled by keys too.
    <div className="interchange-contents" role="region" aria-label={t('import.contents')} tabIndex={0}>
      {preview.courses.map((course, index) => (
        <section key={index}>
          {preview.courses.length > 1 && <h3>{course.title}</h3>}
          {course.chapters.map((chapter, at) => (
            <div key={at}>
              {chapter.title !== null && <h4>{chapter.title}</h4>}
              <ol>
                {chapter.lessons.map((lesson) => (
                  <li key={lesson.file}>
                    <span className="interchange-lesson">{lesson.title}</span>
                    {lesson.encoding !== 'utf-8' && <span className="interchange-encoding">{encodingName(lesson.encoding)}</span>}
                    <span className="interchange-size">
                      {lesson.images > 0 && `${t('import.lesson-images', { count: lesson.images })} · `}
                      {t('import.lesson-words', { words: lesson.words })}
                    </span>
                  </li>
                ))}
              </ol>
            </div>
          ))}
        </section>
      ))}
    </div>
  )
}

/** As authors know it. */
function encodingName(encoding: string): string {
  return encoding === 'gb18030' ? 'GBK' : encoding.toUpperCase()
}

function RefusedFiles({ preview }: { preview: ImportPreview }) {
  const { t } = useTexts()
  if (preview.refused.length === 0) return null
  return (
    <details className="interchange-losses">
      <summary>{t('import.refused', { count: preview.refused.length })}</summary>
      <ul>
        {refusalsByReason(preview.refused).map(([why, files]) => (
          <li key={why}>
            <strong>{t(`refused.${why}`)}</strong>
            <ul>
              {files.slice(0, 30).map((file) => (
                <li key={file}>
                  <small>{file}</small>
                </li>
              ))}
            </ul>
            {files.length > 30 && <p className="interchange-more">{t('losses.more', { count: files.length - 30 })}</p>}
          </li>
        ))}
      </ul>
    </details>
  )
}
