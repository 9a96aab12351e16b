/** The cover of what is pasted lesson by lesson: a picture of its own, for authors upload it by hand. */
import type { Said } from '#preload/contract/targets.ts'
import { type CoverChoice, ofSeries } from '../covers/cover.ts'
import type { CoverSize } from '../covers/cover-size.ts'
import { coverUnits, shownCover } from '../covers/made-cover.ts'
import { lessonsOf, type PlacedLesson, type PublishedCourse } from '../desk/course.ts'
import { step, type Step } from '../desk/checklist.ts'
import type { Materials, Unit } from '../desk/target.ts'
import { folderOf } from './article.ts'

interface CoverAsked {
  readonly choice: CoverChoice
  readonly size: CoverSize
  readonly materials: Materials
}

/** Of each lesson, in its folder. */
export function articleCovers(course: PublishedCourse, asked: CoverAsked): Unit[] {
  return lessonsOf(course).flatMap((lesson, _, all) => articleCover(course, lesson, folderOf(lesson, all.length), asked))
}

/** Beside the text of a lesson, in its folder. */
export function articleCover(course: PublishedCourse, lesson: PlacedLesson, folder: string, { choice, size, materials }: CoverAsked): Unit[] {
  const file = { id: `${lesson.id}/cover`, path: `${folder}/封面`, lesson: lesson.id, words: wordsOf(course, lesson), size }
  return coverUnits(ofSeries(choice, course.title), file, materials)
}

/** One for all that lessons are put into, beside their folders. */
export function columnCover({ title, author }: PublishedCourse, { choice, size, materials }: CoverAsked): Unit[] {
  return coverUnits(choice, { id: 'cover', path: '专栏封面', lesson: null, words: { title, author }, size }, materials)
}

/** The address of a lesson's cover in its preview; null where there is none to see. */
export function shownArticleCover(course: PublishedCourse, lesson: PlacedLesson, { choice, size, materials }: CoverAsked): Promise<string | null> {
  return shownCover(ofSeries(choice, course.title), wordsOf(course, lesson), size, materials)
}

function wordsOf({ author }: PublishedCourse, { title }: PlacedLesson): { readonly title: string; readonly author: string } {
  return { title, author }
}

/** Where a platform says nothing of sizes. `more`: what else is known of its covers, with the stop before it. */
export function coverStep(platform: Said, { width, height }: CoverSize, more: Said = step('。', '. ')): Step {
  return step(
    `上传封面：导出的“封面”（选了封面才有，${width}×${height}），或者你自己的图片${more['zh-CN']}封面要多大，${platform['zh-CN']}没有公开，尺寸是墨课定的，未经平台验证。`,
    `Upload a cover: the exported “封面” (where you chose one, ${width}×${height}) or a picture of your own${more.en}${platform.en} does not say how large a cover is to be: the sizes are Moke’s own, not verified.`,
  )
}
