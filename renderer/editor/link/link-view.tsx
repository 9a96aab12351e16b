/** How a link looks in the text. Not an anchor: Chromium writes what an input method composes at an anchor's end outside of it. */
import { createContext, type ReactNode, use, useCallback, useSyncExternalStore } from 'react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { lessonOf } from './addresses.ts'
import type { LinkTargets } from './link-targets.ts'

const noTargets: LinkTargets = { list: () => [], titleOf: () => undefined, subscribe: () => () => undefined, follow: () => undefined }
const TargetsContext = createContext<LinkTargets>(noTargets)
export const LinkTargetsProvider = TargetsContext

export function useLinkTargets(): LinkTargets {
  return use(TargetsContext)
}

/** What the lesson is called that a link leads to; null: there is none any more; undefined: it leads to none, or nobody knows yet. */
export function useLessonTitle(link: string): string | null | undefined {
  const targets = useLinkTargets()
  const lesson = lessonOf(link)
  return useSyncExternalStore(
    useCallback((listener) => targets.subscribe(listener), [targets]),
    () => (lesson === null ? undefined : targets.titleOf(lesson)),
  )
}

export function LinkView({ link, children }: { readonly link: string; readonly children: ReactNode }) {
  const { t } = useTexts()
  const isGone = useLessonTitle(link) === null
  return (
    <span className="link" role="link" data-link={link} data-gone={isGone || undefined} aria-description={isGone ? t('link.gone') : undefined}>
      {children}
    </span>
  )
}
