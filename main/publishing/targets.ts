/** All targets there are, as they make files. A new one is a folder of its own, a line here and one in `facts.ts`. */
import { pictureInput } from './desk/book.ts'
import { lessonsOf, type PublishedCourse } from './desk/course.ts'
import type { Finding } from './desk/finding.ts'
import { LABEL_VERSION } from './aigc/book-label.ts'
import { open, type OpenTarget } from './desk/open-target.ts'
import type { Materials, Paste, Preview, Unit } from './desk/target.ts'
import { bilibili } from './bilibili/bilibili.ts'
import { dedao, xiaoe } from './handover/handover.ts'
import { juejin } from './juejin/juejin.ts'
import { markdown } from './markdown/markdown.ts'
import { docx } from './docx/docx.ts'
import { epub } from './epub/epub.ts'
import type { TargetId } from './facts.ts'
import { pdf } from './pdf/pdf.ts'
import { BARE_VERSION, barePicture } from './pictures/bare-picture.ts'
import { coverMaterials } from './pictures/cover-picture.ts'
import type { Convert, Draw } from './pictures/kept-pictures.ts'
import { withoutTails } from './pictures/png-rows.ts'
import { preparedPictures } from './pictures/prepared.ts'
import { website } from './website/website.ts'
import { wechat } from './wechat/wechat.ts'
import { ximalaya } from './ximalaya/ximalaya.ts'
import { zhihu } from './zhihu/zhihu.ts'

const targets: Readonly<Record<TargetId, OpenTarget>> = {
  zhihu: open(zhihu),
  ximalaya: open(ximalaya),
  wechat: open(wechat),
  juejin: open(juejin),
  bilibili: open(bilibili),
  xiaoe: open(xiaoe),
  dedao: open(dedao),
  docx: open(docx),
  pdf: open(pdf),
  epub: open(epub),
  website: open(website),
  markdown: open(markdown),
}

export { type TargetId, targetIds } from './facts.ts'

/** A target as it is, whatever its settings are called. */
export function opened(id: TargetId): OpenTarget {
  return targets[id]
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

interface Export {
  readonly version: number
  readonly units: readonly Unit[]
  /** The bytes of pictures that files name, as they were made for the target. */
  imageBytes(id: string): Promise<Uint8Array>
  /** What these are made from. */
  imageInput(id: string): unknown
}

/** The same, with pictures made anew where the target can't show them as they are. None takes along what a camera noted in it. */
export async function exportFor(
  id: TargetId,
  course: PublishedCourse,
  materials: Materials,
  { convert, draw, signal, options = {} }: { readonly convert: Convert; readonly draw?: Draw; readonly signal: AbortSignal; readonly options?: object },
): Promise<Export> {
  const { accepts } = targets[id]
  const bare: Materials = { ...materials, imageBytes: async (image) => barePicture(await materials.imageBytes(image)) }
  const unlooked = (): Materials => ({ ...bare, imageBytes: async (image) => withoutTails(await bare.imageBytes(image)) })
  const prepared = accepts === null ? { materials: unlooked(), notes: [] } : await preparedPictures(course, accepts, bare, convert, signal)
  const drawing = draw === undefined ? {} : coverMaterials({ convert, draw, materials: bare, signal })
  const { version, units } = unitsFor(id, course, { ...prepared.materials, ...drawing }, options)
  return {
    version: version + BARE_VERSION + LABEL_VERSION,
    units: withNotes(units, prepared.notes),
    imageBytes: (image) => prepared.materials.imageBytes(image),
    imageInput: (image) => pictureInput(prepared.materials, image),
  }
}

/** Each note with the unit of its lesson, or with the first where that is one of a whole course. */
function withNotes(units: readonly Unit[], notes: readonly Finding[]): Unit[] {
  const own = new Set(units.map(({ id }) => id))
  return units.map((unit, index) => {
    const told = notes.filter(({ lesson }) => (lesson !== null && own.has(lesson) ? lesson === unit.id : index === 0))
    if (told.length === 0) return unit
    return {
      ...unit,
      make: async (signal, noted) => {
        const made = await unit.make(signal, noted)
        return { ...made, findings: [...made.findings, ...told] }
      },
      ...(unit.findings && { findings: async (signal) => [...((await unit.findings?.(signal)) ?? []), ...told] }),
    }
  })
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
