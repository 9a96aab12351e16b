/** What there is to say of a course at a target that takes no typesetting and makes no picture anew: enough for its card, and for what is asked before an export. */
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { Doc } from '#preload/document/schema.ts'
import { formulasOf } from '../formulas/formulas-of.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { absentKind } from '../pictures/absent.ts'
import { absenceOf } from '../pictures/prepared.ts'
import { readerWords } from '../prose/reader-words.ts'
import { opened } from '../targets.ts'
import { adviceFor, adviceOfTitles } from './advice.ts'
import type { Checking } from './check.ts'
import { onlyLessons } from './chosen.ts'
import { lessonsOf } from './course.ts'
import { type Finding, Findings } from './finding.ts'
import type { Materials } from './target.ts'
import { toldFindings } from './told.ts'

export async function glanced({ target, course, options, materials, lessons }: Omit<Checking, 'convert' | 'signal'>): Promise<TargetFinding[]> {
  const { about, glance } = opened(target)
  const placed = lessonsOf(course).filter(({ id }) => lessons === null || lessons.has(id))
  const found = placed.flatMap(({ id, doc }) => [
    ...(about.isHeard ? [] : unshownIn(id, doc, materials, about.keepsTex === true)),
    ...adviceFor(id, doc, about.isHeard),
  ])
  const unshown = placed.length > 0 && glance ? await glance(lessons === null ? course : onlyLessons(course, lessons)) : []
  return toldFindings(
    target,
    [...unshown, ...adviceOfTitles(course, placed, about, options), ...found],
    (id) => placed.find((each) => each.id === id)?.doc ?? null,
    (id) => placed.find((each) => each.id === id)?.title ?? null,
  )
}

/** Pictures of which there is nothing to show, and formulas that can't be read where these have to be. */
function unshownIn(lesson: string, doc: Doc, materials: Materials, keepsTex: boolean): readonly Finding[] {
  const findings = new Findings(lesson)
  for (const block of doc) {
    if (block.type === 'image' && materials.image(block.image) === null)
      findings.add('lost', absentKind(absenceOf(materials, block.image)), readerWords(block.children) || block.alt, block.id)
    if (keepsTex) continue
    for (const [tex, isDisplay] of formulasOf(block)) if (!readFormula(tex, isDisplay).isRead) findings.add('lost', 'formula-unread', tex, block.id)
  }
  return findings.all
}
