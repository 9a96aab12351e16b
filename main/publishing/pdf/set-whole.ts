/** A book set in spite of a passage that Typst refuses, or at which it ends: the passage is found, told with its place, and stands as a sentence. */
import { blockText } from '#preload/document/lines.ts'
import type { Block } from '#preload/document/schema.ts'
import type { PlacedLesson } from '../desk/course.ts'
import { type Finding, Findings } from '../desk/finding.ts'
import { refusedOf, taken } from './taken.ts'

const INSTEAD = '（这一段没能排出来。）'

interface SetWhole<Made> {
  readonly made: Made
  readonly findings: readonly Finding[]
}

/** `set` is asked for fewer lessons’ blocks until the passages are found. Throws what it throws where no passage is the cause. */
export async function setWhole<Made>(lessons: readonly PlacedLesson[], set: (lessons: readonly PlacedLesson[]) => Promise<Made>): Promise<SetWhole<Made>> {
  const whole = await taken(() => set(lessons))
  if (whole !== null) return { made: whole.made, findings: [] }
  const only = (some: ReadonlySet<Block>) => lessons.map((lesson) => ({ ...lesson, doc: lesson.doc.filter((block) => some.has(block)) }))
  const areTaken = async (some: readonly Block[]) => (await taken(() => set(only(new Set(some))))) !== null
  const isPassage = await areTaken([])
  const blocks = isPassage ? lessons.flatMap(({ doc }) => doc) : []
  const refused = new Set(await refusedOf(blocks, areTaken))
  const made = await set(lessons.map((lesson) => ({ ...lesson, doc: lesson.doc.map((block) => (refused.has(block) ? instead(block) : block)) })))
  const findings = lessons.flatMap(({ id, doc }) => {
    const told = new Findings(id)
    for (const block of doc) if (refused.has(block)) told.add('lost', 'passage-unset', blockText(block), block.id)
    return told.all
  })
  return { made, findings }
}

/** A note stays one: marks lead to it. */
function instead({ id, type }: Block): Block {
  return { id, type: type === 'note' ? 'note' : 'paragraph', children: [{ text: INSTEAD }] }
}
