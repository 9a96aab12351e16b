/** What is done at the desk: copying, exporting, marking, setting. A failure is told in a sentence. */
import { useCallback } from 'react'
import type { ExportRecord, InTheWay } from '#preload/contract/ledger.ts'
import type { CourseId, LessonId } from '#preload/contract/library.ts'
import type { OptionValues, TargetFacts, TargetId } from '#preload/contract/targets.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { downloadMade } from '#renderer/ui/download.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { copiedWords } from './copied-words.ts'
import { copyRich } from './rich-copy.ts'
import { nameWithin } from './target-groups.ts'
import { type Overview, useDoing } from './use-desk.ts'
import { hasFilesOf } from './whereabouts.ts'

interface DeedPorts {
  readonly course: CourseId | null
  readonly settled: () => Promise<void>
  /** Asked for anew when options were set. */
  readonly overview: Overview
  /** A lesson is on the clipboard, as a target takes it. */
  readonly onCopied: (target: TargetId) => void
}

interface HowStarted {
  readonly inTheWay?: InTheWay
  /** A renamed course goes on in no folder of its former name. */
  readonly isAnew?: boolean
  /** The run that it answers a question of, or goes on with; none where that is told no more. */
  readonly after?: string | undefined
}

export interface DeskDeeds {
  /** Puts a lesson on the clipboard as it is pasted at a target. Whether it is there. */
  copy(lesson: { readonly id: LessonId; readonly title: string }, target: TargetFacts): Promise<boolean>
  /** Null lessons: the whole course. */
  start(lessons: readonly LessonId[] | null, targets: readonly TargetId[], how?: HowStarted): Promise<boolean>
  cancel(): void
  /** Tells no more of an export that broke off. */
  dismiss(): void
  mark(target: TargetId, lessons: readonly LessonId[] | null, address: string | null): Promise<boolean>
  /** Another address of what is marked there. */
  readdress(target: TargetId, lessons: readonly LessonId[] | null, address: string | null): Promise<boolean>
  unmark(target: TargetId, lessons: readonly LessonId[] | null): Promise<boolean>
  setOptions(target: TargetId, options: OptionValues): Promise<boolean>
  name(names: { readonly author?: string; readonly producer?: string }): Promise<boolean>
  download(record: ExportRecord): Promise<boolean>
  /** Shows its files in a window of the system. */
  reveal(record: ExportRecord): Promise<boolean>
}

export function useDeskDeeds({ course, overview, settled, onCopied }: DeedPorts): DeskDeeds {
  const host = useHost()
  const notices = useNotices()
  const { t, language } = useTexts()
  const doing = useDoing()
  const { at, again: onSet } = overview
  const copy = useCallback<DeskDeeds['copy']>(
    async (lesson, target) => {
      if (course === null) return false
      return doing(async (publishing) => {
        await settled()
        // Before it counts as gone out by being copied.
        const isOut = hasFilesOf(at.get(target.id), lesson.id)
        const form = await publishing.copy({ course, lesson: lesson.id, target: target.id })
        const isThere = copyRich(document, form)
        if (isThere) {
          onCopied(target.id)
          await publishing.noteCopied({ course, lesson: lesson.id, target: target.id })
        }
        const words = copiedWords(t, { title: lesson.title, target: nameWithin(language, target), apart: form.apart, isOut })
        notices.show(isThere ? { text: words, about: 'publishing' } : { text: t('publishing.not-copied'), about: 'publishing', kind: 'problem' })
      })
    },
    [at, course, doing, language, notices, onCopied, settled, t],
  )
  const ofCourse = useCallback(
    (work: (course: CourseId) => Promise<unknown>) => (course === null ? Promise.resolve(false) : doing(() => work(course))),
    [course, doing],
  )
  const publishing = () => host.clients().publishing
  return {
    copy,
    start: (lessons, targets, { inTheWay = 'stop', isAnew = false, after } = {}) =>
      ofCourse(async (id) => {
        await settled()
        await publishing().start({
          course: id,
          lessons: lessons && [...lessons],
          targets: [...targets],
          inTheWay,
          isAnew,
          ...(after !== undefined && { after }),
        })
      }),
    dismiss: () => void doing((client) => client.dismiss({})),
    cancel: () => void doing((client) => client.cancel({})),
    mark: (target, lessons, address) => ofCourse((id) => publishing().mark({ course: id, lessons: lessons && [...lessons], target, address })),
    readdress: (target, lessons, address) =>
      ofCourse((id) => publishing().mark({ course: id, lessons: lessons && [...lessons], target, address, isAddressOnly: true })),
    unmark: (target, lessons) =>
      ofCourse(async (of) => {
        const { id } = await publishing().unmark({ course: of, lessons: lessons && [...lessons], target })
        const undo = { label: t('ui.undo'), run: () => void doing((client) => client.remark({ id })) }
        notices.show({ text: t('publishing.unmarked'), about: 'publishing', action: undo })
      }),
    setOptions: (target, options) =>
      ofCourse(async (id) => {
        await publishing().setOptions({ course: id, target, options })
        onSet()
      }),
    name: (names) => doing((client) => client.name(names)),
    reveal: (record) => doing((client) => client.reveal({ id: record.id })),
    download: (record) =>
      doing(async (client) => {
        const pieces: Uint8Array<ArrayBuffer>[] = []
        let name = `${record.title}.zip`
        for await (const piece of client.download({ id: record.id })) {
          name = piece.name
          pieces.push(Uint8Array.from(atob(piece.data), (character) => character.charCodeAt(0)))
        }
        downloadMade(new Blob(pieces, { type: 'application/zip' }), name)
        notices.show({ text: t('publishing.downloaded', { name }), about: 'publishing' })
      }),
  }
}
