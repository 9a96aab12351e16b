/** Which lessons a lesson's links lead to, and all that they come to. Pure. */
import { perBlock } from '#preload/document/blocks.ts'
import { runsOf } from '#preload/document/lines.ts'
import type { Doc } from '#preload/document/schema.ts'
import type { LessonLink, LessonLinks } from './lesson-links.ts'

/** All that a lesson's links to lessons come to, as part of what it is made from. */
export function linkedBy(doc: Doc, links: LessonLinks): Readonly<Record<string, LessonLink>> {
  return behindLinks(lessonLinksIn(doc), links)
}

export function behindLinks(all: readonly string[], links: LessonLinks): Readonly<Record<string, LessonLink>> {
  return Object.fromEntries(all.map((link) => [link, links(link)]))
}

/** Each once, whatever their order in it. */
export function lessonLinksIn(doc: Doc): readonly string[] {
  return [...new Set(doc.flatMap(ownLinks))].toSorted()
}

/** Every target asks the same of the same blocks. */
const ownLinks = perBlock((block) => runsOf(block).flatMap(({ link }) => (link?.startsWith('moke:') ? [link] : [])))
