/** What one click does about findings: in lessons that are open by their page, as a step of its history; in all others by the host. */
import { useCallback, useRef } from 'react'
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { LessonId } from '#preload/contract/library.ts'
import { mended, type Mend } from '#preload/document/mending.ts'
import type { Doc } from '#preload/document/schema.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import type { LessonPage, PublishingGiven } from './lesson-page.ts'

interface LessonMend {
  readonly lesson: LessonId
  readonly mend: Mend
}

/** A lesson that was mended on its page: its text before, and what came of it. */
interface OwnDone {
  readonly lesson: LessonId
  readonly before: Doc
  readonly doc: Doc
}

/** The mends of findings, each once: several may ask for the same. */
export function mendsOf(findings: readonly Pick<TargetFinding, 'lesson' | 'mend'>[]): LessonMend[] {
  const each = new Map<string, LessonMend>()
  for (const { lesson, mend } of findings) {
    if (lesson !== null && mend !== null) each.set([lesson, mend.kind, mend.block].join(' '), { lesson, mend })
  }
  return [...each.values()]
}

/** Mends a lesson on its page, all at once; null where nothing came of it. */
export function mendedOnPage(page: LessonPage, mends: readonly Mend[]): OwnDone | null {
  const before = page.doc()
  const after = mends.reduce((doc, mend) => mended(doc, mend), before)
  if (after === before || !page.isEditable() || !page.bringBack(before, after)) return null
  return { lesson: page.lesson, before, doc: page.doc() }
}

type MendingPorts = Pick<PublishingGiven, 'pages' | 'withPage'>

/** Mends, says so, and offers to take it back. */
export function useMending({ pages, withPage }: MendingPorts): (findings: readonly TargetFinding[]) => Promise<void> {
  const host = useHost()
  const notices = useNotices()
  const { t } = useTexts()
  const isBusy = useRef(false)
  const takeBack = useCallback(
    async (id: string | null, own: readonly OwnDone[]) => {
      try {
        // The host first: what it cannot write leaves the pages as they are, too.
        const outcome = id === null ? null : await host.clients().publishing.takeBack({ id, at: Date.now() })
        let stayed = outcome?.left.length ?? 0
        for (const { lesson, before, doc } of own) {
          const isBack = await withPage(lesson, (page) => page.takeBack(doc) || page.bringBack(doc, before))
          if (!isBack) stayed += 1
        }
        notices.show({ text: stayed === 0 ? t('publishing.taken-back') : t('publishing.taken-back-but', { count: stayed }), about: 'publishing' })
      } catch (error) {
        notices.problem(error, 'publishing')
      }
    },
    [host, notices, t, withPage],
  )
  return useCallback(
    async (findings) => {
      if (isBusy.current) return
      isBusy.current = true
      try {
        const open = new Map(pages().map((page) => [page.lesson, page]))
        const mends = mendsOf(findings)
        const closed = mends.filter(({ lesson }) => !open.has(lesson))
        const outcome = closed.length > 0 ? await host.clients().publishing.mend({ mends: closed, at: Date.now() }) : null
        const own = [...Map.groupBy(mends, ({ lesson }) => lesson)].flatMap(([lesson, some]) => {
          const page = open.get(lesson)
          return (
            (page &&
              mendedOnPage(
                page,
                some.map(({ mend }) => mend),
              )) ??
            []
          )
        })
        const lessons = own.length + (outcome?.lessons ?? 0)
        const id = outcome?.id ?? null
        notices.show(
          lessons === 0
            ? { text: t('publishing.mended-none'), about: 'publishing' }
            : { text: t('publishing.mended', { count: lessons }), about: 'publishing', action: { label: t('ui.undo'), run: () => void takeBack(id, own) } },
        )
      } catch (error) {
        notices.problem(error, 'publishing')
      } finally {
        isBusy.current = false
      }
    },
    [host, notices, t, pages, takeBack],
  )
}
