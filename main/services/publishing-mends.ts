/** One-click mends in lessons that no page has open: as one step of each, with the texts before kept, and taken back place by place. */
import type { Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { publishing } from '#preload/contract/publishing.ts'
import type { ReplacementOutcome, ReplacementWork } from '#preload/contract/search.ts'
import { changesBetween } from '#preload/document/difference.ts'
import { type MendedBlock, mendedInSteps, unmended } from '#preload/document/mends-back.ts'
import { ManyLessons, type ManyLessonsOptions, type WayBack } from './many-lessons.ts'

/** What was done to a lesson, mend after mend. */
type Mends = readonly (readonly MendedBlock[])[]

export function mendHandlers(options: ManyLessonsOptions): Pick<Handlers<typeof publishing>, 'mend' | 'takeBack'> {
  // All of them, for as long as the studio is open: each is as large as the blocks that it changed.
  const many = new ManyLessons<Mends>(options, [], Infinity)
  return {
    mend: async ({ mends, at }, { signal }) => {
      const titles = new Map(options.workspace.read((store) => store.searchableLessons()).map(({ id, title }) => [id, title]))
      const byLesson = [...Map.groupBy(mends, ({ lesson }) => lesson)].map(([lesson, all]) => ({ lesson, title: titles.get(lesson) ?? '', mends: all }))
      const work = many.edit(byLesson, {
        at,
        signal,
        edit: ({ mends: own }, { doc }) => {
          const after = mendedInSteps(
            doc,
            own.map(({ mend }) => mend),
          )
          if (after.done.length === 0) return Promise.resolve(null)
          return Promise.resolve({ changes: changesBetween(doc, after.doc), places: after.done.length, way: wayBack(after.done) })
        },
      })
      const [outcome] = await atEnd(work)
      return outcome
    },
    takeBack: async ({ id, at }, { signal }) => {
      const [outcome, { stayed, later }] = await atEnd(many.takeBack(id, at, signal))
      const gone = later.reduce((sum, { why, what }) => (why === 'gone' ? sum + what.length : sum), 0)
      // A lesson that a page has open is for the page to take back, or for another time.
      const open = later.flatMap(({ lesson, why, what }) => (why === 'open' ? [{ lesson, done: what.map((blocks) => [...blocks]) }] : []))
      return { ...outcome, stayed, gone, open }
    },
  }
}

/** Each mend whose blocks are as it left them, whatever was written elsewhere. */
function wayBack(done: Mends): WayBack<Mends> {
  return {
    what: done,
    back: ({ doc }) => {
      const after = unmended(doc, done)
      return { changes: after.back === 0 ? [] : changesBetween(doc, after.doc), places: after.back, stayed: after.stayed }
    },
  }
}

/** What came of it, and what its work answers. */
async function atEnd<R>(work: AsyncGenerator<ReplacementWork, R>): Promise<[ReplacementOutcome, R]> {
  let outcome: ReplacementOutcome | null = null
  for (;;) {
    const next = await work.next()
    if (!next.done) outcome = next.value.outcome ?? outcome
    else if (outcome) return [outcome, next.value]
    else throw new Problem('cancelled', 'nothing was mended')
  }
}
