/** A lesson as an author copies it and sees it before it goes out: with its pictures as an export makes them, so that both say the same. */
import type { Preview } from '#preload/contract/publishing.ts'
import { whilePresent } from '../pictures/absent.ts'
import { coverMaterials } from '../pictures/cover-picture.ts'
import type { Convert, Draw } from '../pictures/kept-pictures.ts'
import { preparedPictures } from '../pictures/prepared.ts'
import { isPasted, opened, pasteFor, previewFor, type TargetId } from '../targets.ts'
import { onlyLessons } from './chosen.ts'
import { lessonsOf, type PublishedCourse } from './course.ts'
import type { Materials, Paste } from './target.ts'

interface Surroundings {
  readonly materials: Materials
  readonly convert: Convert
  /** Left out: no cover is shown. */
  readonly draw?: Draw
  readonly options: object
  readonly signal: AbortSignal
}

/** What is copied; null where nothing is pasted, or there is no such lesson. */
export function copyOf(target: TargetId, course: PublishedCourse, lesson: string, around: Surroundings): Promise<Paste | null> {
  return whilePresent(async () => pasteFor(target, course, lesson, await materialsOf(target, course, lesson, around), around.options))
}

/**
 * A clipboard and a preview of what is pasted take the names of pictures and none of their bytes, and browsers let a page copy only for some
 * seconds after a click: a photograph is a photograph after it was made smaller, so it is only seen whether it is whole.
 */
function onlyNamed(convert: Convert): Convert {
  const whole = { printsColours: true, turns: true, longest: null, mostBytes: null }
  return (source, accepted, signal) => convert(source, source.type === 'jpeg' && accepted.types.includes('jpeg') ? { ...accepted, ...whole } : accepted, signal)
}

/** What it will look like; null where nobody knows, or there is no such lesson. */
export function lookOf(target: TargetId, course: PublishedCourse, lesson: string, around: Surroundings): Promise<Preview | null> {
  return whilePresent(() => lookOnce(target, course, lesson, around))
}

async function lookOnce(target: TargetId, course: PublishedCourse, lesson: string, around: Surroundings): Promise<Preview | null> {
  const materials = await materialsOf(target, course, lesson, around)
  const placed = lessonsOf(course).find(({ id }) => id === lesson)
  const sheets = placed ? await opened(target).sheets?.(course, placed, around.options, materials) : null
  if (sheets) return { kind: 'sheets', ...sheets }
  const page = await previewFor(target, course, lesson, materials, around.options)
  return page && { kind: 'page', ...page }
}

async function materialsOf(target: TargetId, course: PublishedCourse, lesson: string, around: Surroundings): Promise<Materials> {
  const { materials, convert, draw, signal } = around
  const { accepts } = opened(target)
  const shown = onlyLessons(course, new Set([lesson]))
  const made = isPasted(target) ? onlyNamed(convert) : convert
  const own = accepts === null ? materials : (await preparedPictures(shown, accepts, materials, made, signal)).materials
  return draw === undefined ? own : { ...own, ...coverMaterials({ convert, draw, materials, signal }) }
}
