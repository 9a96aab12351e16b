/** All targets there are. A new one is a folder of its own and a line here. */
import type { PublishedCourse } from './desk/course.ts'
import type { Materials, Target, Unit } from './desk/target.ts'
import { docx } from './docx/docx.ts'
import { epub } from './epub/epub.ts'
import { pdf } from './pdf/pdf.ts'
import { website } from './website/website.ts'
import { ximalaya } from './ximalaya/ximalaya.ts'
import { zhihu } from './zhihu/zhihu.ts'

const targets = { zhihu, ximalaya, docx, pdf, epub, website }

export type TargetId = keyof typeof targets
export const targetIds = Object.keys(targets) as readonly TargetId[]

export function isTarget(id: string): id is TargetId {
  return Object.hasOwn(targets, id)
}

/** The units of a course for a target with its own settings, where none were chosen. */
export function unitsFor(
  id: TargetId,
  course: PublishedCourse,
  materials: Materials,
  options: object = {},
): { readonly version: number; readonly units: readonly Unit[] } {
  const units = <Options extends object>(target: Target<Options>) => ({
    version: target.version,
    units: target.units(course, { ...target.defaults, ...options }, materials),
  })
  switch (id) {
    case 'zhihu':
      return units(targets.zhihu)
    case 'ximalaya':
      return units(targets.ximalaya)
    case 'docx':
      return units(targets.docx)
    case 'pdf':
      return units(targets.pdf)
    case 'epub':
      return units(targets.epub)
    case 'website':
      return units(targets.website)
  }
}
