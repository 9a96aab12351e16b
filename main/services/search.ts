/** Finding words in all lessons, and replacing them in those that no page has open. It never keeps the host from typing for long. */
import { LessonId } from '#preload/contract/library.ts'
import type { Handlers } from '#preload/contract/member.ts'
import type { search, SearchHit } from '#preload/contract/search.ts'
import { wordsSought } from '#preload/document/sought.ts'
import type { SearchableLesson, SearchText } from '#main/store/search.ts'
import { hasAll, placesIn, type SoughtWords, soughtWords } from './found-places.ts'
import type { Leases } from './leases.ts'
import type { Workspace } from './open-workspace.ts'
import { paced } from './paced.ts'
import { replacements } from './replacements.ts'

export interface SearchOptions {
  readonly workspace: Workspace
  readonly leases: Pick<Leases, 'isEdited'>
  /** How long texts stay in memory after the last search, in ms. */
  readonly keepMs?: number
}

export function searchService({ workspace, leases, keepMs = 5 * 60_000 }: SearchOptions): Handlers<typeof search> {
  let timer: NodeJS.Timeout | undefined
  const used = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (workspace.isReadable()) workspace.read((store) => store.forgetSearch())
    }, keepMs)
    timer.unref()
  }
  const lessonsWithin = (within: string | null, bin: boolean) =>
    workspace.read((store) => store.searchableLessons()).filter((lesson) => (bin || !lesson.inBin) && isWithin(lesson, within))
  return {
    async *find({ query, within, bin }, { signal }) {
      used()
      const words = wordsSought(query)
      const sought = soughtWords(words)
      for await (const lesson of paced(words.length === 0 ? [] : lessonsWithin(within, bin), signal)) {
        const text = workspace.read((store) => store.searchText(lesson))
        const hit = text && hitIn(lesson, text, sought)
        if (hit) yield hit
      }
    },
    async prepare(_, { signal }) {
      used()
      for await (const lesson of paced(lessonsWithin(null, false), signal)) workspace.read((store) => store.searchText(lesson))
      return {}
    },
    ...replacements({ workspace, leases, lessonsWithin, used }),
  }
}

function isWithin({ id, chapter, course }: SearchableLesson, within: string | null): boolean {
  return within === null || within === id || within === chapter.id || within === course.id
}

function hitIn(lesson: SearchableLesson, searched: SearchText, sought: SoughtWords): SearchHit | null {
  if (!hasAll(sought, searched.text, lesson.title)) return null
  const { count, excerpts } = placesIn(searched, sought.any)
  const { id, title, chapter, course, inBin } = lesson
  return count === 0 ? null : { lesson: LessonId.parse(id), title, chapter: chapter.title, course: course.title, inBin, count, excerpts }
}
