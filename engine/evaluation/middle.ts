/**
 * Writing in the middle of a text: a few words are taken out of a held-out paragraph, and the rest of it stands behind the
 * caret. Is what was taken out suggested, and is what follows said again?
 */
import { type CompletionRequest, wordsOf } from '#engine/completion/index.ts'
import { isNext } from './author.ts'
import { type Gap, questionAt, type Way } from './gaps.ts'

/** What was suggested at a gap; '' for nothing. */
export interface Offer {
  readonly gap: Gap
  readonly question: CompletionRequest
  readonly text: string
}

/** What was suggested at gaps. `repeated`: it says again some of what follows the caret; `found`: its first word is the one taken out. */
export interface MiddleTally {
  readonly asked: number
  readonly shown: number
  readonly found: number
  readonly repeated: number
}

/** So many characters or Latin words of what follows, said in a row, are seldom an accident. */
const surely = 3

/** Asks at every gap. */
export async function fillIn(gaps: readonly Gap[], suggest: (question: CompletionRequest, place: number) => Promise<string>, way: Way = {}): Promise<Offer[]> {
  const offers: Offer[] = []
  for (const gap of gaps) {
    const question = questionAt(gap, way)
    offers.push({ gap, question, text: await suggest(question, gap.from) })
  }
  return offers
}

/** Counts what was offered. */
export function tallyOf(offers: readonly Offer[]): MiddleTally {
  const shown = offers.filter(({ text }) => text !== '')
  const found = shown.filter(({ gap: { work, from }, text }) => isNext(wordsOf(text, true)[0] ?? '', work.restAt(from)))
  const repeated = shown.filter(({ question, text }) => saysAgain(text, question.after))
  return { asked: offers.length, shown: shown.length, found: found.length, repeated: repeated.length }
}

/**
 * Whether a suggestion says any three characters or Latin words in a row of the first clause behind the caret, or a shorter one of two as a
 * whole. Wider than what is kept from being shown (`completion/overlap.ts` looks at how the text goes on from the caret), so that it says
 * what that lets pass; some of it is right.
 */
export function saysAgain(text: string, after: string): boolean {
  const clause =
    after
      .split(endsClause)
      .map(unitsOf)
      .find((units) => units.length > 0) ?? []
  const length = Math.min(surely, Math.max(2, clause.length))
  const said = joined(unitsOf(text))
  return clause.some((_, at) => at + length <= clause.length && said.includes(joined(clause.slice(at, at + length))))
}

const endsClause = /[，。！？；：、…,.!?;:\n]+/u

/** Chinese characters and other words, whatever their width and case. */
function unitsOf(text: string): readonly string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/\p{Script=Han}|(?:(?!\p{Script=Han})[\p{L}\p{N}'’])+/gu) ?? []
  )
}

function joined(units: readonly string[]): string {
  return ` ${units.join(' ')} `
}
