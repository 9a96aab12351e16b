import { useEffect, useMemo, useState } from 'react'
import type { LibraryId, LibraryTree } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { ReplacementHit } from '#preload/contract/search.ts'
import { excerptOf, type TextPlace } from '#preload/document/found-places.ts'
import { replacementOf } from '#preload/document/matching.ts'
import type { Doc } from '#preload/document/schema.ts'
import { compile, longestSought, type PatternFault, type Sought } from '#preload/document/sought.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { findLesson } from '#renderer/host/tree.ts'
import { useNotices } from '#renderer/ui/toast.tsx'
import type { OpenPage } from './open-page.ts'

/** A lesson of the preview. One that is open here has its places from its page, and with them the text that they are places of. */
export type PreviewHit = ReplacementHit & { readonly own?: { readonly doc: Doc; readonly places: readonly TextPlace[] } }

export interface Preview {
  readonly hits: readonly PreviewHit[]
  readonly isDone: boolean
  readonly fault: PatternFault | 'slow' | 'too-long' | null
}

export interface PreviewAsked {
  readonly sought: Sought | null
  readonly replacement: string
  readonly within: LibraryId | null
  /** Raised to look again. */
  readonly round: number
}

const nothing: Preview = { hits: [], isDone: true, fault: null }
const restMs = 150
const drawMs = 80
/** Places shown of an open lesson, as many as the host shows of another. */
const mostShown = 200

/** What a replacement would do: the lessons that are open here first, then all others in the author's order. */
export function usePreview({ sought, replacement, within, round }: PreviewAsked, pages: () => readonly OpenPage[], tree: LibraryTree | null): Preview {
  const host = useHost()
  const notices = useNotices()
  const [shown, setShown] = useState({ preview: nothing, key: '' })
  const key = JSON.stringify([sought, replacement, within, round])
  useEffect(() => {
    const setPreview = (preview: Preview) => setShown({ preview, key })
    const isTooLong = sought !== null && sought.text.length > longestSought
    const compiled = sought && !isTooLong ? compile(sought) : null
    if (!sought || compiled?.kind !== 'ready') {
      setPreview(compiled?.kind === 'fault' ? { ...nothing, fault: compiled.fault } : isTooLong ? { ...nothing, fault: 'too-long' } : nothing)
      return undefined
    }
    const over = new AbortController()
    const show = (next: Preview) => {
      if (!over.signal.aborted) setPreview(next)
    }
    const read = async () => {
      const hits: PreviewHit[] = []
      const open = pages().filter((page) => page.isEditable())
      for (const page of open) {
        const own = isWithin(tree, page, within) ? await ownHit(page, sought, replacement, tree) : null
        if (own) hits.push(own)
      }
      let drawnAt = -Infinity
      const except = open.map(({ lesson }) => lesson)
      for await (const hit of host.clients().search.places({ sought, replacement, within, except }, over.signal)) {
        hits.push(hit)
        if (performance.now() - drawnAt < drawMs) continue
        drawnAt = performance.now()
        show({ hits: [...hits], isDone: false, fault: null })
      }
      show({ hits, isDone: true, fault: null })
    }
    const timer = setTimeout(() => {
      read().catch((error: unknown) => {
        if (over.signal.aborted) return
        if (error instanceof Problem && error.code === 'pattern-slow') show({ ...nothing, fault: 'slow' })
        else notices.problem(error)
      })
    }, restMs)
    return () => {
      clearTimeout(timer)
      over.abort()
    }
    // The tree is asked where the open lesson lies, which is no reason to look again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [host, notices, key])
  // What was asked before stays in view until the new answer, and nothing can be replaced by it.
  return useMemo(() => (shown.key === key ? shown.preview : { ...shown.preview, isDone: false }), [shown, key])
}

function isWithin(tree: LibraryTree | null, { lesson }: OpenPage, within: LibraryId | null): boolean {
  const place = findLesson(tree, lesson)
  return within === null || (place !== undefined && [place.lesson.id, place.chapter.id, place.course.id].some((id) => id === within))
}

async function ownHit(page: OpenPage, sought: Sought, replacement: string, tree: LibraryTree | null): Promise<PreviewHit | null> {
  const place = findLesson(tree, page.lesson)
  if (!place) return null
  const found = await page.places(sought)
  if (!found) throw new Problem('pattern-slow', 'the pattern takes too long in the open lesson')
  if (found.places.length === 0) return null
  const places = found.places.slice(0, mostShown).map(({ passage, match }) => {
    const { text, marks } = excerptOf(passage.text, [[match.from, match.to]])
    return { text, marks: marks.map(([from, to]): [number, number] => [from, to]), replacement: replacementOf(match, replacement) }
  })
  const { lesson, chapter, course } = place
  return {
    lesson: lesson.id,
    title: lesson.title,
    chapter: chapter.title,
    course: course.title,
    revision: 0,
    newestBatch: null,
    isOpen: false,
    count: found.places.length,
    places,
    own: found,
  }
}
