/** Times as a person would say them, in seconds. Pure. */

/** What people say, in minutes; beyond, whole hours. */
const said = [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 50, 60, 75, 90, 105, 120, 150, 180]
const [minute, hour] = [60, 3600]

/** From so much more on it takes longer than was said. */
const longer = 1.3
/** So near to what is less it takes less. */
const nearly = 1.1

/** The time that a person would say for it. */
export function roughly(seconds: number): number {
  const largest = (said.at(-1) ?? 1) * minute
  if (seconds > largest) return Math.round(seconds / hour) * hour
  const nearest = said.reduce((best, one) => (Math.abs(one * minute - seconds) < Math.abs(best * minute - seconds) ? one : best))
  return nearest * minute
}

/** What it takes at least and at most, where it may be more or less by this factor. */
export function between(seconds: number, factor: number): { readonly least: number; readonly most: number } {
  return { least: roughly(seconds / factor), most: roughly(seconds * factor) }
}

/**
 * What is left of something, told after `told`. It counts down and is only told to be longer where it is by far: what takes longer for a moment,
 * because the computer is used, is no news.
 */
export function timeLeft(told: number | null, seconds: number): number {
  const now = roughly(seconds)
  if (told === null || now === told) return now
  if (now > told) return seconds > told * longer ? now : told
  return seconds <= now * nearly ? now : Math.min(told, roughly(now * longer))
}
