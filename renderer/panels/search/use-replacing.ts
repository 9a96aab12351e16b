import { useCallback, useRef, useState } from 'react'
import type { LeftAlone, ReplacementOutcome, ReplacementWork } from '#preload/contract/search.ts'
import { editAt } from '#preload/document/found-places.ts'
import type { Doc } from '#preload/document/schema.ts'
import type { Sought } from '#preload/document/sought.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import type { Translate } from '#renderer/ui/translate.ts'
import type { OpenPage } from './open-page.ts'
import { isTicked, tickedIn, type Unticked } from './ticks.ts'
import type { PreviewHit } from './use-preview.ts'

/** A lesson that was changed on its page, and the text that this made of it. */
interface OwnDone {
  readonly page: OpenPage
  readonly doc: Doc
  readonly title: string
}

/** What was done, and the way back: the host's part and that of the pages. */
interface Done {
  readonly id: string | null
  readonly own: readonly OwnDone[]
}

interface Replacing {
  readonly isBusy: boolean
  /** How far a large one is; null while that is not known. */
  readonly work: ReplacementWork['work']
  /** Gives up what is being made ready: nothing was changed by then. */
  readonly stop: () => void
  readonly replace: (sought: Sought, replacement: string, hits: readonly PreviewHit[], unticked: Unticked) => Promise<void>
}

/** Replaces what is ticked in all lessons, and offers to take it back. */
export function useReplacing(pages: () => readonly OpenPage[], done: () => void): Replacing {
  const host = useHost()
  const notices = useNotices()
  const { t } = useTexts()
  const [isBusy, setBusy] = useState(false)
  const [work, setWork] = useState<ReplacementWork['work']>(null)
  const stopping = useRef(new AbortController())

  const takeBack = useCallback(
    async function takeBack({ id, own }: Done) {
      try {
        // The host first: what it cannot write leaves the pages as they are, too.
        const left = id === null ? [] : (await outcomeOf(host.clients().search.takeBack({ id, at: Date.now() }))).left
        const stayed = own.filter(({ page, doc }) => !page.takeBack(doc)).map(({ page, title }): LeftAlone => ({ lesson: page.lesson, title, why: 'moved-on' }))
        const all = [...stayed, ...left]
        // What is open somewhere, or in the bin, can still be taken back once it is not.
        const isMore = left.some(({ why }) => why !== 'moved-on')
        notices.show({
          text: all.length === 0 ? t('search.taken-back') : t('search.taken-back-but', { left: leftText(all, t) }),
          about: 'replacement',
          ...(isMore && { action: { label: t('ui.retry'), run: () => void takeBack({ id, own: [] }) } }),
        })
        done()
      } catch (error) {
        notices.problem(error)
      }
    },
    [host, notices, t, done],
  )

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
        const said = doneText(places, outcome.lessons + own.done.length, replacement === '', t)
        notices.show({
          text: left.length > 0 ? `${said} ${t('search.left', { left: leftText(left, t) })}` : said,
          about: 'replacement',
          ...(places > 0 && { action: { label: t('ui.undo'), run: () => void takeBack({ id: outcome.id, own: own.done }) } }),
        })
        done()
      } catch (error) {
        if (!over.signal.aborted) notices.problem(error)
      } finally {
        setWork(null)
        setBusy(false)
      }
    },
    [host, notices, t, pages, done, takeBack],
  )
  return { isBusy, work, stop: useCallback(() => stopping.current.abort(), []), replace }
}

type Outcome = Pick<ReplacementOutcome, 'id' | 'lessons' | 'places' | 'left'>

const nothingDone: Outcome = { id: null, lessons: 0, places: 0, left: [] }

async function outcomeOf(told: AsyncIterable<ReplacementWork>, tell: (work: ReplacementWork['work']) => void = () => undefined): Promise<Outcome> {
  for await (const { work, outcome } of told) {
    if (outcome) return outcome
    tell(work)
  }
  return nothingDone
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
      done.push({ page, doc: page.doc(), title })
    }
  }
  return { places, left, done }
}

function doneText(places: number, lessons: number, isDeleted: boolean, t: Translate): string {
  if (places === 0) return t('search.replaced-none')
  if (lessons === 1) return t(isDeleted ? 'find.deleted' : 'find.replaced', { count: places })
  return t(isDeleted ? 'search.deleted' : 'search.replaced', { count: places, lessons })
}

/** A few lessons by name, each with why it was left alone; of many, how many. */
function leftText(left: readonly LeftAlone[], t: Translate): string {
  const named = left.slice(0, 3).map(({ title, why }) => t(`search.left-${why}`, { title }))
  return [...named, ...(left.length > 3 ? [t('search.left-more', { count: left.length - 3 })] : [])].join(t('search.and'))
}
