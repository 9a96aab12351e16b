/** Where the words of a question stand in a text: what every search of texts does. */
import { Problem } from '#preload/contract/problem.ts'
import type { SearchHit } from '#preload/contract/search.ts'
import { excerptOf } from '#preload/document/found-places.ts'
import { compile, type Sought } from '#preload/document/sought.ts'
import { passageAt, type SearchText } from '#main/store/search.ts'

/** Places shown of one text. */
const mostShown = 5

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

/** Words that must all be there. */
export interface SoughtWords {
  readonly any: RegExp
  readonly each: readonly RegExp[]
}

/** Words as they are looked for. */
export function soughtWords(words: readonly string[]): SoughtWords {
  return { any: expressionOf(words), each: words.map((word) => expressionOf([word])) }
}

/** Whether every word stands in a text or its title. Of one word alone, finding it says the same. */
export function hasAll({ each }: SoughtWords, text: string, title: string): boolean {
  return each.length <= 1 || each.every((word) => isIn(text, word) || isIn(title, word))
}

/** Whether every word stands in a title. */
export function isNamed({ each }: SoughtWords, title: string): boolean {
  return each.every((word) => isIn(title, word))
}

/** Counts every place, and shows the first: one excerpt a passage. A common word has hundreds of thousands, so the others leave nothing in memory. */
export function placesIn(searched: SearchText, any: RegExp): Pick<SearchHit, 'count' | 'excerpts'> {
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
