/** Where a link to another lesson leads on a platform: to its address there once the author has noted it, and before that to its name. Never to an id. */
import { isRun } from '#preload/document/lines.ts'
import type { BlockId, Inline } from '#preload/document/schema.ts'
import type { Findings } from './finding.ts'

export type LessonLink =
  | { readonly kind: 'published'; readonly address: string }
  /** `name`: what tells readers which lesson is meant. */
  | { readonly kind: 'named'; readonly name: string }
  /** Of another course, or gone. */
  | { readonly kind: 'unknown' }

export type LessonLinks = (link: string) => LessonLink

/** What links have to know of a course. */
interface CourseOfTitles {
  readonly chapters: readonly { readonly lessons: readonly { readonly id: string; readonly title: string }[] }[]
}

/** `addresses`: by `moke:lesson/ID`. In a series a lesson is named by its place. */
export function lessonLinks(
  { chapters }: CourseOfTitles,
  from: { readonly number: number },
  addresses: Readonly<Record<string, string>>,
  isSeries: boolean,
): LessonLinks {
  const all = chapters.flatMap(({ lessons }) => lessons)
  const lessons = new Map(all.map(({ id, title }, at) => [linkTo(id), { title, number: at + 1 }]))
  return (link) => {
    const [address, lesson] = [Object.hasOwn(addresses, link) ? addresses[link] : undefined, lessons.get(link)]
    if (address !== undefined && /^https?:\/\/\S+$/i.test(address)) return { kind: 'published', address }
    if (lesson === undefined || lesson.title.trim() === '') return { kind: 'unknown' }
    return { kind: 'named', name: (isSeries ? placeBeside(lesson.number - from.number, lesson.number) : '') + `《${lesson.title.trim()}》` }
  }
}

export function linkTo(lesson: string): string {
  return `moke:lesson/${lesson}`
}

function placeBeside(distance: number, number: number): string {
  if (distance === 1) return '下一篇'
  return distance === -1 ? '上一篇' : `第 ${number} 篇`
}

export function addressIn(link: LessonLink): string | null {
  return link.kind === 'published' ? link.address : null
}

/** What stands behind the words of a link to a lesson, and what the author is told of it. */
export function behindLink(link: string, words: string, links: LessonLinks, findings: Findings, block: BlockId): string {
  const found = links(link)
  if (found.kind === 'published') return ''
  findings.add(found.kind === 'named' ? 'changed' : 'lost', 'link-lesson', words, block)
  return found.kind === 'named' ? behindWords(words, found.name) : ''
}

/** Nothing where the words are the name. */
function behindWords(words: string, name: string): string {
  const title = /《(.*)》$/s.exec(name)?.[1] ?? name
  return words.includes(title) ? '' : `（${name}）`
}

/** All words of a link where it ends with this one of its runs; null where it goes on, or none ends here. */
export function wordsOfLink(content: readonly Inline[], at: number): string | null {
  const linkAt = (index: number): string | undefined => {
    const each = content[index]
    return each !== undefined && isRun(each) ? each.link : undefined
  }
  const link = linkAt(at)
  if (link === undefined || linkAt(at + 1) === link) return null
  let words = ''
  for (let index = at; index >= 0 && linkAt(index) === link; index -= 1) {
    const each = content[index]
    if (each !== undefined && isRun(each)) words = each.text + words
  }
  return words
}
