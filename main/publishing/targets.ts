/** All targets there are. A new one is a folder of its own and a line here. */
import { lessonsOf, type PlacedLesson, type PublishedCourse } from './desk/course.ts'
import type { Materials, Paste, Preview, Target, Unit } from './desk/target.ts'
import { docx } from './docx/docx.ts'
import { epub } from './epub/epub.ts'
import { pdf } from './pdf/pdf.ts'
import { website } from './website/website.ts'
import { ximalaya } from './ximalaya/ximalaya.ts'
import { zhihu } from './zhihu/zhihu.ts'

const targets = {
  zhihu: open(zhihu),
  ximalaya: open(ximalaya),
  docx: open(docx),
  pdf: open(pdf),
  epub: open(epub),
  website: open(website),
}

export type TargetId = keyof typeof targets
export const targetIds = Object.keys(targets) as readonly TargetId[]

export function isTarget(id: string): id is TargetId {
  return Object.hasOwn(targets, id)
}

/** Whether authors paste there, so that there is something to copy. */
export function isPasted(id: TargetId): boolean {
  return targets[id].paste !== null
}

/** The units of a course for a target with its own settings, where none were chosen. */
export function unitsFor(
  id: TargetId,
  course: PublishedCourse,
  materials: Materials,
  options: object = {},
): { readonly version: number; readonly units: readonly Unit[] } {
  return { version: targets[id].version, units: targets[id].units(course, options, materials) }
}

/** A lesson of the course as it is copied for a target; null where nothing is pasted, or there is no such lesson. */
export async function pasteFor(id: TargetId, course: PublishedCourse, lesson: string, materials: Materials, options: object = {}): Promise<Paste | null> {
  const placed = lessonsOf(course).find((each) => each.id === lesson)
  return placed === undefined ? null : (targets[id].paste?.(course, placed, options, materials) ?? null)
}

/** A lesson of the course as it will look at a target; null where nobody knows, or there is no such lesson. */
export async function previewFor(id: TargetId, course: PublishedCourse, lesson: string, materials: Materials, options: object = {}): Promise<Preview | null> {
  const placed = lessonsOf(course).find((each) => each.id === lesson)
  return placed === undefined ? null : (targets[id].preview?.(course, placed, options, materials) ?? null)
}

type OfLesson<Answer> = (course: PublishedCourse, lesson: PlacedLesson, options: object, materials: Materials) => Promise<Answer>

interface OpenTarget {
  readonly version: number
  readonly units: (course: PublishedCourse, options: object, materials: Materials) => readonly Unit[]
  readonly paste: OfLesson<Paste> | null
  readonly preview: OfLesson<Preview> | null
}

/** A target whose settings are its own, but for those that are given. */
function open<Options extends object>({ version, defaults, units, paste, preview }: Target<Options>): OpenTarget {
  const settled = (options: object): Options => ({ ...defaults, ...options })
  return {
    version,
    units: (course, options, materials) => units(course, settled(options), materials),
    paste: paste ? (course, lesson, options, materials) => paste(course, lesson, settled(options), materials) : null,
    preview: preview ? (course, lesson, options, materials) => preview(course, lesson, settled(options), materials) : null,
  }
}
