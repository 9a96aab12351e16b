import { useCallback, useRef, useState } from 'react'
import type { LeftAlone, ReplacementWork } from '#preload/contract/search.ts'
import { editAt } from '#preload/document/found-places.ts'
import type { Sought } from '#preload/document/sought.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { nothingDone, type Outcome, outcomeOf } from './outcome.ts'
import { leftText } from './left-text.ts'
import type { OpenPage } from './open-page.ts'
import { type OwnDone, type Replaced, replacedText } from './replaced.ts'
import type { SearchGiven } from './search-panel.tsx'
import { isTicked, tickedIn, type Unticked } from './ticks.ts'
import type { PreviewHit } from './use-preview.ts'

interface Replacing {
  readonly isBusy: boolean
  /** How far a large one is; null while that is not known. */
  readonly work: ReplacementWork['work']
  /** Gives up what is being made ready: nothing was changed by then. */
  readonly stop: () => void
  readonly replace: (sought: Sought, replacement: string, hits: readonly PreviewHit[], unticked: Unticked) => Promise<void>
}

interface AfterReplacing {
  readonly takeBack: () => Promise<void>
  /** What is where is looked for again: it was not as it was shown. */
  readonly again: () => void
}

/** Replaces what is ticked in all lessons, and offers to take it back. */
export function useReplacing({ pages, replaced }: Pick<SearchGiven, 'pages' | 'replaced'>, { takeBack, again }: AfterReplacing): Replacing {
  const host = useHost()
  const notices = useNotices()
  const { t } = useTexts()
  const [isBusy, setBusy] = useState(false)
  const [work, setWork] = useState<ReplacementWork['work']>(null)
  const stopping = useRef(new AbortController())

  const replace = useCallback<Replacing['replace']>(
    async (sought, replacement, hits, unticked) => {
      setBusy(true)
      const over = new AbortController()
      stopping.current = over
      try {
        await Promise.all(
          hits
            .filter((hit) => hit.own && tickedIn(unticked, hit.lesson, hit.count) > 0)
            .map(({ lesson }) => host.clients().versions.mark({ lesson, kind: 'before-replace' })),
        )
        const outcome = await inClosed(hits, unticked, (lessons) =>
          outcomeOf(host.clients().search.replace({ sought, replacement, lessons, at: Date.now() }, over.signal), setWork),
        )
        if (over.signal.aborted && outcome.id === null) return

        const own = inOpen(pages(), hits, unticked, replacement)
        const left = [...outcome.left, ...own.left]
        const places = outcome.places + own.places
        const made: Replaced = {
          id: outcome.id,
          own: own.done,
          places,
          lessons: outcome.lessons + own.done.length,
          isDeleted: replacement === '',
          isNewest: true,
        }
        if (places > 0) replaced.set(made)
        else again()
        const said = replacedText(made, t)
        notices.show({
          text: left.length > 0 ? `${said} ${t('search.left', { left: leftText(left, t) })}` : said,
          about: 'replacement',
          ...(places > 0 && { action: { label: t('ui.undo'), run: () => void takeBack() } }),
        })
      } catch (error) {
        if (!over.signal.aborted) notices.problem(error)
      } finally {
        setWork(null)
        setBusy(false)
      }
    },
    [host, notices, t, pages, replaced, takeBack, again],
  )
  return { isBusy, work, stop: useCallback(() => stopping.current.abort(), []), replace }
}

type ClosedLesson = Pick<PreviewHit, 'lesson' | 'revision' | 'newestBatch' | 'title'> & { without: number[] }

async function inClosed(hits: readonly PreviewHit[], unticked: Unticked, ask: (lessons: ClosedLesson[]) => Promise<Outcome>): Promise<Outcome> {
  const wanted = hits.filter(({ own, isOpen, lesson, count }) => !own && !isOpen && tickedIn(unticked, lesson, count) > 0)
  if (wanted.length === 0) return nothingDone
  return ask(wanted.map(({ lesson, revision, newestBatch, title }) => ({ lesson, revision, newestBatch, title, without: [...(unticked.get(lesson) ?? [])] })))
}

/** A lesson that is open changes on its page, as one step of its history. */
function inOpen(
  pages: readonly OpenPage[],
  hits: readonly PreviewHit[],
  unticked: Unticked,
  replacement: string,
): { readonly places: number; readonly left: readonly LeftAlone[]; readonly done: readonly OwnDone[] } {
  const left: LeftAlone[] = []
  const done: OwnDone[] = []
  let places = 0
  for (const { lesson, title, own } of hits) {
    const edits = own?.places.flatMap((place, at) => (isTicked(unticked, lesson, at) ? [editAt(place, replacement)] : [])) ?? []
    if (!own || edits.length === 0) continue
    const page = pages.find((each) => each.lesson === lesson)
    if (!page?.replace(own.doc, edits)) left.push({ lesson, title, why: 'moved-on' })
    else {
      places += edits.length
      done.push({ lesson, title, before: own.doc, doc: page.doc() })
    }
  }
  return { places, left, done }
}
