/**
 * What reading a wrong suggestion costs, for each writing: the least at which the wanted share of the suggestions
 * begins rightly in each language written so. Documents are judged by a fit on the others.
 */
import { type Calibration, type CompletionPart, Worth, type Writing, type WrittenPiece } from '#engine/completion/index.ts'
import { type Typing, write } from './author.ts'
import { CalibrationError } from './calibration-error.ts'
import { type MeasuredWriting, measured } from './figures.ts'
import type { Stretch } from './stretches.ts'

/** What is said at a place, unjudged. */
export interface Said extends Pick<CompletionPart, 'text' | 'place'> {
  readonly pieces: readonly WrittenPiece[]
}

/** A stretch with what was said at its places. */
export interface Heard<T extends Said = Said> {
  readonly stretch: Stretch
  readonly fold: number
  readonly said: ReadonlyMap<number, T>
}

/** A calibration that lacks its costs. */
type Judge = Omit<Calibration, 'readingCosts'>

/** How well an author of a language fared at a reading cost. The last one of a language is what was chosen for it. */
export interface CostTrial {
  readonly language: string
  readonly typing: Typing
  readonly readingCost: number
  readonly writing: MeasuredWriting
}

/** From a tenth of a key press to 25, each a fourteenth above the one before. */
const costs = Array.from({ length: 83 }, (_, at) => Number((0.1 * 1.07 ** at).toPrecision(3)))
/** Less says too little of the precision of a language, or of a way of typing it. */
const leastShown = 50
/** Chinese is typed letter by letter in one place and whole words at once in another, as an input method is used: both count. */
const typingsOf: Readonly<Record<Writing, readonly Typing[]>> = { han: ['letter', 'word'], letters: ['letter'] }

/** The part of what was said that is worth showing. */
export function worthOf({ text, pieces, place }: Said, calibration: Calibration): string {
  return text.slice(0, new Worth(calibration, false).judge(text, pieces, place, true).end)
}

/**
 * Chooses the costs. `judges` are by fold. A writing that nothing is known of gets the highest cost of the others.
 * Throws CalibrationError where too little is shown to tell, or a language does not reach the precision at any cost.
 */
export async function chooseCosts(
  heard: readonly Heard[],
  judges: readonly Judge[],
  options: { readonly precision: number; readonly signal: AbortSignal },
): Promise<{ readonly readingCosts: Calibration['readingCosts']; readonly trials: readonly CostTrial[] }> {
  const trials: CostTrial[] = []
  const chosen = new Map<Writing, number>()
  for (const language of new Set(heard.map(({ stretch }) => stretch.work.language))) {
    const own = heard.filter(({ stretch }) => stretch.work.language === language)
    const writing = mainWriting(own)
    const tried = await tryCosts(own, judges, { ...options, language, typings: typingsOf[writing] })
    trials.push(...tried)
    const last = tried.at(-1)
    if (last) chosen.set(writing, Math.max(last.readingCost, chosen.get(writing) ?? 0))
  }
  const most = Math.max(...chosen.values())
  if (chosen.size === 0) throw new CalibrationError(`Less than ${leastShown} suggestions would be shown, too few to tell how many are right. Give more text.`)
  return { readingCosts: { han: chosen.get('han') ?? most, letters: chosen.get('letters') ?? most }, trials }
}

interface Wanted {
  readonly language: string
  readonly typings: readonly Typing[]
  readonly precision: number
  readonly signal: AbortSignal
}

/** From the least cost to the first that will do; nothing where too little is shown at any. */
async function tryCosts(heard: readonly Heard[], judges: readonly Judge[], { language, typings, precision, signal }: Wanted): Promise<CostTrial[]> {
  const trials: CostTrial[] = []
  for (const readingCost of costs) {
    signal.throwIfAborted()
    const calibrations = judges.map((judge) => ({ ...judge, readingCosts: { han: readingCost, letters: readingCost } }))
    const now: CostTrial[] = []
    for (const typing of typings) now.push({ language, typing, readingCost, writing: await replay(heard, calibrations, typing) })
    const telling = now.filter(({ writing }) => writing.shown >= leastShown)
    if (telling.length === 0) break
    trials.push(...now)
    if (telling.every(({ writing }) => surely(writing) >= precision)) return trials
  }
  if (trials.length === 0) return []
  const most = Math.max(0, ...trials.map(({ writing }) => surely(writing)))
  throw new CalibrationError(
    `However little is shown, no more than ${Math.floor(most * 100)} of 100 suggestions in the language ${JSON.stringify(language)} surely begin rightly. Ask for a lower precision, or give more text.`,
  )
}

/** The precision, less its standard error: other documents shall reach it, too. */
function surely({ precision, errors }: MeasuredWriting): number {
  return precision - (errors?.precision ?? 0)
}

function mainWriting(heard: readonly Heard[]): Writing {
  const places = heard.flatMap(({ said }) => [...said.values()])
  return places.filter(({ place }) => place.writing === 'han').length * 2 >= places.length ? 'han' : 'letters'
}

/** The simulated author again, with what was said, judged by the calibration of its fold. */
async function replay(heard: readonly Heard[], calibrations: readonly Calibration[], typing: Typing): Promise<MeasuredWriting> {
  const tallies = heard.map(({ stretch, fold, said }) => {
    const suggest = async (_: unknown, place: number) => {
      const [one, calibration] = [said.get(place), calibrations[fold]]
      return one && calibration ? { text: worthOf(one, calibration), tokens: one.pieces } : { text: '', tokens: [] }
    }
    return write(stretch, suggest, typing)
  })
  return measured(await Promise.all(tallies))
}
