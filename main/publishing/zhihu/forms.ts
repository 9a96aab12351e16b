/** What an author makes of a lesson on Zhihu: an article, one of a series in a 专栏, or an answer, which has no title and begins with its opening. */
import type { Block, BlockId, Doc, Run } from '#preload/document/schema.ts'
import { lessonsOf, type PlacedLesson, type PublishedCourse } from '../desk/course.ts'
import type { Finding } from '../desk/finding.ts'

export type ZhihuForm = 'article' | 'series' | 'answer'

/** Ids of blocks that the lesson has not. */
const OWN = 'zhihu-series-'

export function formed(course: PublishedCourse, lesson: PlacedLesson, form: ZhihuForm): Doc {
  if (form === 'answer') return openingFirst(lesson.doc)
  return form === 'series' ? [...lesson.doc, ...seriesLines(course, lesson)] : lesson.doc
}

/** Headings that a text begins with come behind its first paragraph. */
function openingFirst(doc: Doc): Doc {
  const moved = movedHeadings(doc)
  const opening = doc[moved.length]
  return opening && moved.length > 0 ? [opening, ...moved, ...doc.slice(moved.length + 1)] : doc
}

/** The headings that an answer moves. */
export function movedHeadings(doc: Doc): Doc {
  const first = doc.findIndex(({ type }) => type !== 'heading')
  return first > 0 && doc[first]?.type === 'paragraph' ? doc.slice(0, first) : []
}

/** The place in the series, and the ways to its neighbours: links to lessons, which lead to their addresses or are their names. */
function seriesLines(course: PublishedCourse, { number, doc }: PlacedLesson): Block[] {
  const all = lessonsOf(course)
  const line = (name: string, children: Run[]): Block => ({ type: 'paragraph', id: `${OWN}${name}` as BlockId, children })
  const way = (name: string, words: string, lesson: PlacedLesson | undefined): Block[] =>
    lesson === undefined || lesson.title.trim() === ''
      ? []
      : [line(name, [{ text: `${words}：` }, { text: `《${lesson.title.trim()}》`, link: `moke:lesson/${lesson.id}` }])]
  const isDivided = doc.findLast(({ type }) => type !== 'note')?.type === 'divider'
  return [
    ...(isDivided ? [] : [{ type: 'divider', id: `${OWN}divider` as BlockId, children: [{ text: '' }] } satisfies Block]),
    line('place', [{ text: `本文是${course.title.trim() === '' ? '本系列' : `《${course.title.trim()}》`}的第 ${number} 篇。` }]),
    ...way('before', '上一篇', all[number - 2]),
    ...way('after', '下一篇', all[number]),
  ]
}

/** Behind all else, also behind notes that are a list at the end: whoever has read all goes on from there. */
export function seriesLast(doc: Doc): Doc {
  const isOwn = ({ id }: Block): boolean => id.startsWith(OWN)
  return [...doc.filter((block) => !isOwn(block)), ...doc.filter(isOwn)]
}

/** Findings name blocks of the lesson alone. */
export function ofLesson(finding: Finding): Finding {
  return finding.block?.startsWith(OWN) ? { ...finding, block: null } : finding
}
