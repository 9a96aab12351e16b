/** One-click mends in lessons that no page has open: as one step of each, with the texts before kept, and taken back together. */
import type { Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { publishing } from '#preload/contract/publishing.ts'
import type { ReplacementOutcome, ReplacementWork } from '#preload/contract/search.ts'
import { changesBetween } from '#preload/document/difference.ts'
import { mended } from '#preload/document/mending.ts'
import type { Doc } from '#preload/document/schema.ts'
import { ManyLessons, type ManyLessonsOptions } from './many-lessons.ts'

export function mendHandlers(options: ManyLessonsOptions): Pick<Handlers<typeof publishing>, 'mend' | 'takeBack'> {
  const many = new ManyLessons(options)
  return {
    mend: ({ mends, at }, { signal }) => {
      const titles = new Map(options.workspace.read((store) => store.searchableLessons()).map(({ id, title }) => [id, title]))
      const byLesson = [...Map.groupBy(mends, ({ lesson }) => lesson)].map(([lesson, all]) => ({ lesson, title: titles.get(lesson) ?? '', mends: all }))
      return lastOf(
        many.edit(byLesson, {
          at,
          signal,
          edit: (lesson, { doc }) => {
            const [after, places] = mendedBy(
              doc,
              lesson.mends.map(({ mend }) => mend),
            )
            return Promise.resolve(places === 0 ? null : { changes: changesBetween(doc, after), places })
          },
        }),
      )
    },
    takeBack: ({ id, at }, { signal }) => lastOf(many.takeBack(id, at, signal)),
  }
}

/** One mend after another, and how many of them did something. */
function mendedBy(doc: Doc, mends: readonly Parameters<typeof mended>[1][]): [Doc, number] {
  let [after, places] = [doc, 0]
  for (const mend of mends) {
    const next = mended(after, mend)
    if (next !== after) places += 1
    after = next
  }
  return [after, places]
}

async function lastOf(work: AsyncIterable<ReplacementWork>): Promise<ReplacementOutcome> {
  for await (const { outcome } of work) if (outcome) return outcome
  throw new Problem('cancelled', 'nothing was mended')
}
