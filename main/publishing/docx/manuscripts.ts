/** Manuscripts as they were made last: several targets hand over the same document of the same lesson, and making one takes longer than all else of it. */
import type { PlacedLesson, PublishedCourse } from '../desk/course.ts'
import { type BookOptions, pictureInput } from '../desk/book.ts'
import { hashOf } from '../desk/hashes.ts'
import type { Materials } from '../desk/target.ts'
import { lessonDocument, type Manuscript } from './docx.ts'

const MOST_BYTES = 32 * 2 ** 20

/** By the lesson itself, whose blocks findings name. */
const kept = new Map<PlacedLesson['doc'], { readonly key: string; readonly made: Manuscript }>()

/** As `lessonDocument`; the bytes are not to be changed. */
export async function manuscriptOf(course: PublishedCourse, lesson: PlacedLesson, options: BookOptions, materials: Materials): Promise<Manuscript> {
  const images = lesson.doc.flatMap((block) => (block.type === 'image' ? [pictureInput(materials, block.image)] : []))
  const key = hashOf([course.author, lesson.id, lesson.title, lesson.number, options, images])
  const known = kept.get(lesson.doc)
  if (known?.key === key) return known.made
  const made = await lessonDocument(course, lesson, options, materials)
  kept.delete(lesson.doc)
  kept.set(lesson.doc, { key, made })
  let bytes = [...kept.values()].reduce((sum, each) => sum + each.made.bytes.length, 0)
  for (const [doc, each] of kept) {
    if (bytes <= MOST_BYTES) break
    kept.delete(doc)
    bytes -= each.made.bytes.length
  }
  return made
}
