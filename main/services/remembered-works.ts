/**
 * What the engine is to remember of the archive: the learning texts of its works, masked, without those that are left out, and without
 * questions that somebody else asked. Each is remembered under the work's id, a long one in pieces. Lessons among the works are remembered as lessons are.
 */
import { learntParts } from '#main/archive/context.ts'
import type { PhraseSources } from '#main/compute/remembering.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { ArchiveLearning, LearntWork } from './archive-learning.ts'
import { lessonOf } from './archive-lessons.ts'

/** UTF-16 units of a piece: sent, and begun to be indexed, at once. */
const pieceLength = 50_000

/** Told of whatever changes at once, so that nothing is sent that was left out just now. */
export function rememberedWorks(learning: ArchiveLearning): PhraseSources {
  let known: { readonly revision: number; readonly works: ReadonlyMap<string, LearntWork> } | null = null
  const current = () => (known?.revision === learning.revision ? known.works : null)
  return {
    async list() {
      const { revision } = learning
      const works = current() ?? (await worksOf(learning))
      known = { revision, works }
      return new Map([...works].map(([id, { stamp }]) => [id, stamp]))
    },
    *read(source) {
      const told = current()?.get(source)?.read() ?? { text: '', context: [] }
      for (const [start, part] of learntParts(told)) {
        for (const [from, piece] of cutByParagraphs(part)) yield { source: nameOf(source, start + from), group: '', text: piece }
      }
    },
    listen: (stirred) => learning.listen(stirred),
  }
}

/** The works that are no lessons, by their ids. An archive that cannot be read just now has none. */
async function worksOf(learning: ArchiveLearning): Promise<ReadonlyMap<string, LearntWork>> {
  try {
    const works = await learning.works(new AbortController().signal)
    return new Map(works.flatMap((work) => (lessonOf(work.id) === null ? [[work.id, work] as const] : [])))
  } catch (error) {
    if (error instanceof Problem) return new Map() // the archive's own page tells of it
    throw error
  }
}

/** Of a later piece it says where in the learning text that begins. */
function nameOf(work: string, from: number): string {
  return from === 0 ? work : `${work}@${from}`
}

/** A text in pieces that end with a paragraph where they can, each with where it begins. */
function* cutByParagraphs(text: string): Generator<readonly [from: number, piece: string]> {
  for (let from = 0; from < text.length;) {
    const most = from + pieceLength
    const paragraph = most < text.length ? text.lastIndexOf('\n', most - 1) + 1 : text.length
    const to = paragraph > from ? paragraph : most - (isHalf(text, most) ? 1 : 0)
    yield [from, text.slice(from, to)]
    from = to
  }
}

/** Whether a place would part the halves of a character. */
function isHalf(text: string, at: number): boolean {
  return text.charCodeAt(at) >= 0xdc00 && text.charCodeAt(at) <= 0xdfff
}
