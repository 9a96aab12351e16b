/** A proof as `moke proof` prints it. */
import { type Price, priceOf, type Proven, type Verdict } from '#engine/proof/index.ts'
import { learntCharacters } from '#engine/training/index.ts'
import type { Division } from './proof-works.ts'
import type { DividedWorks } from './works.ts'

const verdicts: Readonly<Record<Verdict, string>> = {
  better: 'It is better: held-out works are easier, and nothing else suffers much.',
  little: 'It is hardly better.',
  worse: 'It is not better.',
  forgets: 'It forgets general language, whatever it learnt.',
  recites: 'It recites: what it generates stands word by word in learnt works.',
}

const guessed =
  'Which works were held out is a guess: nothing beside the adapter tells which works it learnt. If it learnt some of these, it looks better than it is. Name works that it did not learn with --held-out.'

/** The whole of it: a table, the works that were held out, what is recited, how works go on. */
export function proofText(proven: Proven, { learnt, heldOut, by }: Division): string {
  const titles = new Map(learnt.map(({ id, title }) => [id, title]))
  return [proofLines(proven), by === 'guess' ? guessed : '', heldOutLines(heldOut), recited(proven, titles), continued(proven)]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** The one sentence. What is better names its price with it. */
export function verdictLine({ verdict, ...figures }: Pick<Proven, 'verdict' | 'general' | 'repetition'>): string {
  if (verdict !== 'better' && verdict !== 'little') return verdicts[verdict]
  const { stillCircles, ...paid } = priceOf(figures)
  const price = priceWords(paid)
  const atLength = stillCircles ? ' At length it still often goes round in circles.' : ''
  if (price === '') return verdicts[verdict] + atLength
  return `${verdict === 'better' ? 'It is better, at a price' : 'It is hardly better, and that at a price'}: ${price}.${atLength}`
}

function priceWords({ general, circles }: Omit<Price, 'stillCircles'>): string {
  return [general === null ? '' : `general text got ${Math.round(100 * general)} % harder`, circles ? 'what it writes goes round in circles more' : '']
    .filter((part) => part !== '')
    .join(', and ')
}

/** Works of which nothing was learnt. */
function heldOutLines(works: DividedWorks['heldOut']): string {
  return works.map((work) => `held out: ${work.title} (${learntCharacters(work)} characters)`).join('\n')
}

/** The table and the sentence. */
export function proofLines(proven: Proven): string {
  const { heldOut, bitsPerCharacter, writing, savedChange, general, recital, repetition } = proven
  const row = (before: string, after: string, what: string) => `${before.padStart(10)}  ${after.padStart(10)}  ${what}`
  const share = ({ value, error }: { value: number; error: number | null }) => `${value.toFixed(3)} ±${error?.toFixed(3) ?? ' ?'}`
  const gain = `${(100 * (1 - bitsPerCharacter.after / bitsPerCharacter.before)).toFixed(1)} % less`
  return [
    row('before', 'after', ''),
    row(bitsPerCharacter.before.toFixed(3), bitsPerCharacter.after.toFixed(3), `bits per character of ${readOf(heldOut)} of held-out works (${gain})`),
    ...(writing
      ? [
          row(share(writing.before.saved), share(writing.after.saved), `of ${heldOut.written} characters saved${changeWords(savedChange)}`),
          row(share(writing.before.precision), share(writing.after.precision), 'of suggestions begin rightly'),
          row(String(writing.before.shown), String(writing.after.shown), 'suggestions'),
        ]
      : []),
    row(general.before.toFixed(3), general.after.toFixed(3), `bits per character of ${general.characters} of general text`),
    ...(recital
      ? [
          row(
            recital.before.share.toFixed(3),
            recital.after.share.toFixed(3),
            `of the windows of 20 in ${recital.characters} that were generated stand in learnt works`,
          ),
          row(recital.before.own.toFixed(3), recital.after.own.toFixed(3), 'in one or two of them'),
          row(String(recital.before.longest), String(recital.after.longest), `characters of the longest run${recital.isAlarming ? ' — too much' : ''}`),
        ]
      : []),
    ...(repetition ? [row(repetition.before.toFixed(3), repetition.after.toFixed(3), repetitionWords(repetition))] : []),
    ...(heldOut.read < heldOut.characters ? ['A run measures all of the held-out works, so its own figures differ a little.'] : []),
    verdictLine(proven),
  ]
    .map((line) => line.trimEnd())
    .join('\n')
}

function changeWords(change: Proven['savedChange']): string {
  return change === null ? '' : ` (${change.value > 0 ? '+' : ''}${change.value.toFixed(3)} ±${change.error?.toFixed(3) ?? ' ?'}, stretch by stretch)`
}

function readOf({ read, characters }: Proven['heldOut']): string {
  return read < characters ? `${read} of the ${characters} characters` : `the ${read} characters`
}

function repetitionWords({ author }: NonNullable<Proven['repetition']>): string {
  return `of rows of four characters in continuations were said before in them (rep-4; their author ${author.toFixed(3)})`
}

function recited({ recital }: Proven, titles: ReadonlyMap<string, string>): string {
  return (recital?.after.passages ?? []).map(({ work, text }) => `recited from ${titles.get(work) ?? work}: ${text}`).join('\n')
}

function continued({ continuations }: Proven): string {
  const line = (text: string) => text.replaceAll('\n', ' ')
  return continuations
    .map(({ title, opening, truth, before, after }) =>
      [`${title}: …${line(opening.slice(-60))}`, `  author  ${line(truth)}`, `  before  ${line(before)}`, `  after   ${line(after)}`].join('\n'),
    )
    .join('\n\n')
}
