/** Finding words in all lessons, and replacing them in those that no page has open. It never keeps the host from typing for long. */
import { Problem } from '#preload/contract/problem.ts'
import { LessonId } from '#preload/contract/library.ts'
import type { Handlers } from '#preload/contract/member.ts'
import type { search, SearchHit } from '#preload/contract/search.ts'
import { compile, type Sought, wordsSought } from '#preload/document/sought.ts'
import { excerptOf } from '#preload/document/found-places.ts'
import { passageAt, type SearchableLesson, type SearchText } from '#main/store/search.ts'
import type { Leases } from './leases.ts'
import type { Workspace } from './open-workspace.ts'
import { paced } from './paced.ts'
import { replacements } from './replacements.ts'

export interface SearchOptions {
  readonly workspace: Workspace
  readonly leases: Pick<Leases, 'isEdited'>
  /** How long texts stay in memory after the last search, in ms. */
  readonly keepMs?: number
}

/** Places shown of one lesson. */
const mostShown = 5

export function searchService({ workspace, leases, keepMs = 5 * 60_000 }: SearchOptions): Handlers<typeof search> {
  let timer: NodeJS.Timeout | undefined
  const used = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (workspace.isReadable()) workspace.read((store) => store.forgetSearch())
    }, keepMs)
    timer.unref()
  }
  const lessonsWithin = (within: string | null, bin: boolean) =>
    workspace.read((store) => store.searchableLessons()).filter((lesson) => (bin || !lesson.inBin) && isWithin(lesson, within))
  return {
    async *find({ query, within, bin }, { signal }) {
      used()
      const words = wordsSought(query)
      const sought = { any: expressionOf(words), each: words.map((word) => expressionOf([word])) }
      for await (const lesson of paced(words.length === 0 ? [] : lessonsWithin(within, bin), signal)) {
        const text = workspace.read((store) => store.searchText(lesson))
        const hit = text && hitIn(lesson, text, sought)
        if (hit) yield hit
      }
    },
    async prepare(_, { signal }) {
      used()
      for await (const lesson of paced(lessonsWithin(null, false), signal)) workspace.read((store) => store.searchText(lesson))
      return {}
    },
    ...replacements({ workspace, leases, lessonsWithin, used }),
  }
}

function isWithin({ id, chapter, course }: SearchableLesson, within: string | null): boolean {
  return within === null || within === id || within === chapter.id || within === course.id
}

const word = (text: string): Sought => ({ text, matchCase: false, wholeWord: false, isPattern: false })

/** Any of the words, the longest first, so that `课程` is not marked as `课` alone. */
function expressionOf(words: readonly string[]): RegExp {
  const sources = [...words]
    .sort((a, b) => b.length - a.length)
    .map((each) => {
      const compiled = compile(word(each))
      if (compiled.kind === 'fault') throw new Problem('invalid', `${each} cannot be looked for`)
      return compiled.pattern.source
    })
  return new RegExp(sources.map((source) => `(?:${source})`).join('|'), 'g')
}

function isIn(text: string, expression: RegExp): boolean {
  expression.lastIndex = 0
  return expression.test(text)
}

interface SoughtWords {
  readonly any: RegExp
  readonly each: readonly RegExp[]
}

function hitIn(lesson: SearchableLesson, searched: SearchText, { any, each }: SoughtWords): SearchHit | null {
  // Of one word alone, finding it says the same.
  if (each.length > 1 && !each.every((word) => isIn(searched.text, word) || isIn(lesson.title, word))) return null
  const { count, excerpts } = placesIn(searched, any)
  const { id, title, chapter, course, inBin } = lesson
  return count === 0 ? null : { lesson: LessonId.parse(id), title, chapter: chapter.title, course: course.title, inBin, count, excerpts }
}

/** Counts every place, and shows the first: one excerpt a passage. A common word has hundreds of thousands, so the others leave nothing in memory. */
function placesIn(searched: SearchText, any: RegExp): Pick<SearchHit, 'count' | 'excerpts'> {
  const { text, starts } = searched
  const shown: { readonly passage: number; readonly start: number; readonly end: number; readonly spans: [number, number][] }[] = []
  let [count, isFull] = [0, false]
  any.lastIndex = 0
  for (let match = any.exec(text); match; match = any.exec(text)) {
    count += 1
    if (isFull) continue
    const [from, last] = [match.index, shown.at(-1)]
    if (last && from < last.end) last.spans.push([from - last.start, from - last.start + match[0].length])
    else if (shown.length === mostShown) isFull = true
    else {
      const { passage, start } = passageAt(searched, from)
      shown.push({ passage, start, end: starts[passage + 1] ?? text.length + 1, spans: [[from - start, from - start + match[0].length]] })
    }
  }
  const excerpts = shown.map(({ passage, start, end, spans }) => {
    const excerpt = excerptOf(text.slice(start, end - 1), spans)
    const [from, to] = spans[0] ?? [0, 0]
    return { text: excerpt.text, marks: excerpt.marks.map(([a, b]): [number, number] => [a, b]), passage, from, found: text.slice(start + from, start + to) }
  })
  return { count, excerpts }
}
