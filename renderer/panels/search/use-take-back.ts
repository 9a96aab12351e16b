import { useCallback, useRef } from 'react'
import type { LessonId } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { LeftAlone } from '#preload/contract/search.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import type { Value } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { leftText } from './left-text.ts'
import { outcomeOf } from './outcome.ts'
import type { OpenPage } from './open-page.ts'
import type { OwnDone, Replaced } from './replaced.ts'

/** What taking back asks of the shell. */
export interface TakeBackPorts {
  readonly replaced: Value<Replaced | null>
  /** Does something with the page of a lesson, which is opened for it where it is not there; null where it can't be. */
  readonly withPage: <T>(lesson: LessonId, use: (page: OpenPage) => T) => Promise<T | null>
}

/** Takes the last replacement back in all its lessons, and says so. What is open elsewhere, or in the bin, can be taken back later. */
export function useTakeBack({ replaced, withPage }: TakeBackPorts): () => Promise<void> {
  const host = useHost()
  const notices = useNotices()
  const { t } = useTexts()
  const isBusy = useRef(false)
  return useCallback(
    async function takeBack() {
      const last = replaced.get()
      if (!last) return notices.show({ text: t('search.none-to-undo'), about: 'replacement' })
      if (isBusy.current) return
      isBusy.current = true
      try {
        // The host first: what it cannot write leaves the pages as they are, too.
        const left = last.id === null ? [] : (await outcomeOf(host.clients().search.takeBack({ id: last.id, at: Date.now() }))).left
        const all = [...(await takeBackOwn(last.own, withPage)), ...left]
        const isMore = left.some(({ why }) => why !== 'moved-on')
        replaced.set(isMore ? { ...last, own: [], isNewest: false } : null)
        notices.show({
          text: all.length === 0 ? t('search.taken-back') : t('search.taken-back-but', { left: leftText(all, t) }),
          about: 'replacement',
          ...(isMore && { action: { label: t('ui.retry'), run: () => void takeBack() } }),
        })
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'not-found') return notices.problem(error)
        replaced.set(null)
        notices.show({ text: t('search.too-late'), about: 'replacement' })
      } finally {
        isBusy.current = false
      }
    },
    [host, notices, t, replaced, withPage],
  )
}

/** Answers what stays: the author has written in it since. */
async function takeBackOwn(own: readonly OwnDone[], withPage: TakeBackPorts['withPage']): Promise<LeftAlone[]> {
  const stayed: LeftAlone[] = []
  for (const { lesson, title, before, doc } of own) {
    const isBack = await withPage(lesson, (page) => page.takeBack(doc) || page.bringBack(doc, before))
    if (!isBack) stayed.push({ lesson, title, why: 'moved-on' })
  }
  return stayed
}
