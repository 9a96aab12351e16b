/**
 * What a voice costs an author who is better served by it: the one place that says so. A proof is judged by it, and so is one that an
 * earlier studio left, from the figures that it kept.
 */

/** The figures of a proof that tell it. */
export interface Priced {
  /** Bits per character of general text. */
  readonly general: { readonly before: number; readonly after: number }
  /** Share of what continuations say that they said before, the error of its rise, and of how many places; there was none once. */
  readonly repetition?:
    | { readonly before: number; readonly after: number; readonly author: number | null; readonly error: number | null; readonly places: number }
    | null
    | undefined
}

export interface Price {
  /** The share by which general text got harder, where that is worth a word. */
  readonly general: number | null
  /** Whether what it writes goes round in circles, and plainly more than before. */
  readonly circles: boolean
  /** Whether it goes round in circles by far more than its author does, though no more than before: no price, but longer text can't be used. */
  readonly stillCircles: boolean
}

/**
 * By the defaults six authors cost the starter 4, 6, 7, 8, 13 and 19 % of general text, for 3.5, 2.8, 9, 6, 16 and 40 % of their own
 * (docs/figures.md): from here on it is as much as some of them gained.
 */
const leastForgotten = 0.05
/** By how much rep-4 has to rise: more than there is between the most and the least repetitive of six authors (engine/LOG.md). */
const leastCircling = 0.05
/** How far above its author's own rep-4 that of longer text may be, and how high at all, until it is told: ordinary authors are at 0.01 to 0.05. */
const [timesAuthor, mostCircling] = [3, 0.1]
/** Fewer continuations tell too little of how much is chance. */
const leastPlaces = 4

export function priceOf({ general, repetition }: Priced): Price {
  const harder = general.after / general.before - 1
  const circles = repetition ? isCircling(repetition) : false
  return { general: harder >= leastForgotten ? harder : null, circles, stillCircles: !circles && !!repetition && isFarFromAuthor(repetition) }
}

/** By more than chance, which a single continuation says nothing of. */
function isCircling({ before, after, error, places }: NonNullable<Priced['repetition']>): boolean {
  return error !== null && places >= leastPlaces && after - before >= leastCircling && after - before > 2 * error
}

function isFarFromAuthor({ after, author, places }: NonNullable<Priced['repetition']>): boolean {
  return author !== null && places >= leastPlaces && after > mostCircling && after > timesAuthor * author
}
