/** What an author wrote for the platform alone: titles, introductions and what its forms ask for. Where they wrote nothing, the course's own. */
import type { PlacedLesson, PublishedCourse } from '../desk/course.ts'
import { shownTitle } from '../prose/shown-title.ts'

export interface OwnWords {
  readonly albumTitle: string
  readonly sellingPoint: string
  readonly albumIntro: string
  readonly category: string
  readonly tags: string
  readonly speaker: string
  /** By lesson. */
  readonly titles: Readonly<Record<string, string>>
  readonly intros: Readonly<Record<string, string>>
}

export const noOwnWords: OwnWords = {
  albumTitle: '',
  sellingPoint: '',
  albumIntro: '',
  category: '',
  tags: '',
  speaker: '',
  titles: {},
  intros: {},
}

/** The course as it is called there. */
export function asTitled(course: PublishedCourse, { albumTitle, titles }: Pick<OwnWords, 'albumTitle' | 'titles'>): PublishedCourse {
  const title = shownTitle(albumTitle) || course.title
  const titled = <L extends { readonly id: string; readonly title: string }>(lesson: L): L => ({
    ...lesson,
    title: shownTitle(titles[lesson.id] ?? '') || lesson.title,
  })
  return { ...course, title, chapters: course.chapters.map((chapter) => ({ ...chapter, lessons: chapter.lessons.map(titled) })) }
}

export function introOf({ id }: Pick<PlacedLesson, 'id'>, { intros }: Pick<OwnWords, 'intros'>): string {
  return intros[id]?.trim() ?? ''
}

/** Separate words: authors write them with any sign between. */
export function tagsIn(tags: string): string[] {
  return [...new Set(tags.split(/[\s,，、;；#＃|]+/).filter((tag) => tag !== ''))]
}
