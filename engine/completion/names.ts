/** What a title or a quotation names, named again right away: 《呐喊》的《呐喊, `map` 将 `map. */
import { blockOf } from './block.ts'
import { clauseMark, sentenceMark } from './marks.ts'

/** A title is named once in a sentence, what else is quoted once in a clause. */
const titles = ['《》', '〈〉', '『』']
const quotes = ['“”', '「」', '``']

interface Name {
  readonly opened: string
  readonly said: string
  readonly from: number
  readonly isClosed: boolean
}

/** Where something is named that was the last thing named before it, in UTF-16 units; the length where nothing is. `isWhole`: no more is to come. */
export function nameStart(text: string, before: string, isWhole: boolean): number {
  const again = namesAgain(text, before).find(({ said, isClosed, known }) => known === said || (isWhole && !isClosed && known?.startsWith(said)))
  return again?.from ?? text.length
}

/** How many units at the end of `text` could turn out to be such a name. */
export function possibleName(text: string, before: string): number {
  const waiting = namesAgain(text, before).filter(({ said, isClosed, known }) => !isClosed && known?.startsWith(said))
  return Math.max(0, ...waiting.map(({ from }) => text.length - from))
}

/** The names that the suggestion opens, each with the last one before it: those before that may be named again, as where two are compared. */
function namesAgain(text: string, before: string): (Name & { readonly known: string | null })[] {
  const block = blockOf(before)
  const names = namesIn(block + text)
  return names
    .filter(({ from }) => from >= block.length)
    .map((name) => {
      const parting = titles.some((pair) => pair.startsWith(name.opened)) ? sentenceMark : clauseMark
      const near = names.filter(
        ({ opened, from, said }) => opened === name.opened && from < name.from && !parting.test((block + text).slice(from + said.length, name.from)),
      )
      return { ...name, from: name.from - block.length, known: near.at(-1)?.said ?? null }
    })
}

function namesIn(all: string): Name[] {
  const found: Name[] = []
  for (let at = 0; at < all.length; at++) {
    const opened = all.charAt(at)
    const closer = [...titles, ...quotes].find((pair) => pair.startsWith(opened))?.charAt(1)
    if (closer === undefined) continue
    const end = all.indexOf(closer, at + 1)
    found.push({ opened, said: all.slice(at + 1, end < 0 ? all.length : end), from: at, isClosed: end >= 0 })
    at = end < 0 ? all.length : end
  }
  return found
}
