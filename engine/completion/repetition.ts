/**
 * Repetition. A small model that has nothing to say says the last thing again. Both functions look at the
 * text together with what stands before it, so that repeating the author's own last words counts too.
 */

const longestPeriod = 64
/** So much said again is a loop, though the whole round is longer. Too long to wait for: what is repeated until then is shown. */
const surely = 24

/** How much of a repetition is fine: 讨论讨论 and 哈哈哈 are Chinese, a clause said twice is not. */
function allowed(period: number): number {
  return period > surely ? surely : period >= 4 ? 0 : period >= 2 ? period : 2
}

function isLoop(period: number, repeated: number): boolean {
  return repeated >= (period >= 4 ? Math.min(period, surely) : period >= 2 ? 2 * period : 3)
}

/** Where the first repetition in `text` begins, in UTF-16 units; the length where there is none. */
export function repetitionStart(text: string, before: string): number {
  const context = before.slice(-longestPeriod * 3)
  for (let end = 1; end <= text.length; end++) {
    const all = context + text.slice(0, end)
    let start = end
    for (let period = 1; period <= longestPeriod; period++) {
      const repeated = repeatedTail(all, period)
      if (isLoop(period, repeated)) start = Math.min(start, end - repeated + allowed(period))
    }
    if (start < end) return Math.max(0, start)
  }
  return text.length
}

/** How many units at the end of `text` could turn out to be the beginning of a repetition. */
export function possibleRepetition(text: string, before: string): number {
  const all = before.slice(-longestPeriod * 3) + text
  let most = 0
  for (let period = 1; period <= longestPeriod; period++) most = Math.max(most, repeatedTail(all, period) - allowed(period))
  return Math.min(most, text.length)
}

/** The length of the longest tail in which every unit equals the one `period` before it. Digits repeat as they like. */
function repeatedTail(all: string, period: number): number {
  let length = 0
  for (let at = all.length - 1; at >= period; at--) {
    if (all.charAt(at) !== all.charAt(at - period) || (period === 1 && /[0-9]/.test(all.charAt(at)))) break
    length++
  }
  return length
}
