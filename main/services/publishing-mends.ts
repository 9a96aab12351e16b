/** One-click mends in lessons that no page has open: as one step of each, with the texts before kept, and taken back place by place. */
import type { Handlers } from '#preload/contract/member.ts'
import type { LessonId } from '#preload/contract/library.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { publishing } from '#preload/contract/publishing.ts'
import type { ReplacementOutcome, ReplacementWork } from '#preload/contract/search.ts'
import { changesBetween } from '#preload/document/difference.ts'
import { type MendedBlock, mendedInSteps, unmended } from '#preload/document/mends-back.ts'
import { ManyLessons, type ManyLessonsOptions } from './many-lessons.ts'

/** What was done to a lesson, mend after mend. */
interface Done {
  readonly lesson: LessonId
  readonly title: string
  readonly done: readonly (readonly MendedBlock[])[]
}

export function mendHandlers(options: ManyLessonsOptions): Pick<Handlers<typeof publishing>, 'mend' | 'takeBack'> {
  const many = new ManyLessons(options)
  // All of them, for as long as the studio is open: each is as large as the blocks that it changed.
  const known = new Map<string, readonly Done[]>()
  return {
    mend: async ({ mends, at }, { signal }) => {
      const titles = new Map(options.workspace.read((store) => store.searchableLessons()).map(({ id, title }) => [id, title]))
      const byLesson = [...Map.groupBy(mends, ({ lesson }) => lesson)].map(([lesson, all]) => ({ lesson, title: titles.get(lesson) ?? '', mends: all }))
      const all: Done[] = []
      const outcome = await lastOf(
        many.edit(byLesson, {
          at,
          signal,
          edit: ({ lesson, title, mends: own }, { doc }) => {
            const after = mendedInSteps(
              doc,
              own.map(({ mend }) => mend),
            )
            if (after.done.length === 0) return Promise.resolve(null)
            all.push({ lesson, title, done: after.done })
            return Promise.resolve({ changes: changesBetween(doc, after.doc), places: after.done.length })
          },
        }),
      )
      const left = new Set(outcome.left.map(({ lesson }) => lesson))
      const written = all.filter(({ lesson }) => !left.has(lesson))
      if (outcome.id !== null) known.set(outcome.id, written)
      return outcome
    },
    takeBack: async ({ id, at }, { signal }) => {
      const before = known.get(id)
      if (!before) throw new Problem('not-found', `nothing is known of the mends ${id}`)
      let stayed = 0
      const outcome = await lastOf(
        many.edit(before, {
          at,
          signal,
          isBack: true,
          edit: ({ done }, { doc }) => {
            const after = unmended(doc, done)
            stayed += after.stayed
            return Promise.resolve(after.back === 0 ? null : { changes: changesBetween(doc, after.doc), places: after.back })
          },
        }),
      )
      // A lesson that a page has open is for the page to take back, or for another time.
      const open = new Set(outcome.left.flatMap(({ lesson, why }) => (why === 'open' ? [lesson] : [])))
      const later = before.filter(({ lesson }) => open.has(lesson))
      if (later.length > 0) known.set(id, later)
      else known.delete(id)
      return { ...outcome, stayed, open: later.map(({ lesson, done }) => ({ lesson, done: done.map((blocks) => [...blocks]) })) }
    },
  }
}

async function lastOf(work: AsyncIterable<ReplacementWork>): Promise<ReplacementOutcome> {
  for await (const { outcome } of work) if (outcome) return outcome
  throw new Problem('cancelled', 'nothing was mended')
}
