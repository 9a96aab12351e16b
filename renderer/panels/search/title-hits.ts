/** Courses, chapters and lessons whose title is meant: by its characters, its pinyin or initials. Pure. */
import type { LessonId, LibraryId, LibraryTree } from '#preload/contract/library.ts'
import { matchesIn, type Span } from '#preload/document/matching.ts'
import { compile, wordsSought } from '#preload/document/sought.ts'
import { type PinyinPlace, search } from '#renderer/ui/search.ts'

export interface TitleFound {
  readonly kind: 'course' | 'chapter' | 'lesson'
  readonly id: LibraryId
  readonly title: string
  readonly marks: readonly Span[]
  /** Titles of what it lies in. */
  readonly from: string
  /** What is shown of it: the lesson, or the first one in it; null where there is none. */
  readonly lesson: LessonId | null
}

/** Below this only scattered characters fit, which in a search of texts is noise. */
const leastScore = 500
const mostTitles = 8

/** The titles that fit best. */
export function titlesFound(query: string, tree: LibraryTree | null, within: LibraryId | null, pinyin: PinyinPlace | null): TitleFound[] {
  if (query.trim() === '' || !tree) return []
  return search(query, titlesOf(tree, within), ({ title }) => ({ title }), pinyin)
    .filter(({ score }) => score >= leastScore)
    .slice(0, mostTitles)
    .map(({ item }) => ({ ...item, marks: marksIn(item.title, query) }))
}

function titlesOf(tree: LibraryTree, within: LibraryId | null): Omit<TitleFound, 'marks'>[] {
  return tree.courses.flatMap((course) => {
    const isCourse = within === null || within === course.id
    const lessons = course.chapters.flatMap((chapter) => chapter.lessons)
    const chapters = course.chapters.flatMap((chapter): Omit<TitleFound, 'marks'>[] => {
      const isChapter = isCourse || within === chapter.id
      const inside = chapter.lessons
        .filter((lesson) => isChapter || within === lesson.id)
        .map((lesson) => ({ kind: 'lesson' as const, id: lesson.id, title: lesson.title, from: `${course.title} › ${chapter.title}`, lesson: lesson.id }))
      return isChapter
        ? [{ kind: 'chapter', id: chapter.id, title: chapter.title, from: course.title, lesson: chapter.lessons[0]?.id ?? null }, ...inside]
        : inside
    })
    return isCourse ? [{ kind: 'course' as const, id: course.id, title: course.title, from: '', lesson: lessons[0]?.id ?? null }, ...chapters] : chapters
  })
}

/** Where the words stand in a title; nowhere, when only its sound fits. */
function marksIn(title: string, query: string): Span[] {
  const spans = wordsSought(query).flatMap((text) => {
    const compiled = compile({ text, matchCase: false, wholeWord: false, isPattern: false })
    return compiled.kind === 'ready' ? matchesIn(title, new RegExp(compiled.pattern.source, compiled.pattern.flags)) : []
  })
  const marks: Span[] = []
  for (const { from, to } of spans.sort((a, b) => a.from - b.from || b.to - a.to)) if (from >= (marks.at(-1)?.[1] ?? 0)) marks.push([from, to])
  return marks
}
