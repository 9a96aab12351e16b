/** A studio whose library has one course of two lessons, and its publishing desk. */
import { CourseId, LessonId } from '#preload/contract/library.ts'
import { publishing } from '#preload/contract/publishing.ts'
import type { Doc } from '#preload/document/schema.ts'
import { paragraph } from '../../preload/document/documents.ts'
import { served } from './served.ts'

export async function library() {
  const studio = await served()
  const doc = (text: string): Doc => [paragraph(text, 'p1')]
  const made = studio.held.write('tree', (store) =>
    store.createCourse({
      title: '课',
      chapters: [
        {
          title: '章',
          lessons: [
            { title: '甲', doc: doc('先写,再改') },
            { title: '乙', doc: doc('２０２６') },
          ],
        },
      ],
    }),
  )
  const [first, second] = (made.chapters[0]?.lessons ?? []).map((id) => LessonId.parse(id)) as [LessonId, LessonId]
  const page = studio.page()
  return { ...studio, desk: page.client(publishing), page, course: CourseId.parse(made.course), first, second }
}
