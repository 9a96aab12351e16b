/**
 * Repetition. A small model that has nothing to say says the last thing again. Both functions look at the
 * text together with what stands before it, so that repeating the author's own last words counts too.
 */

const longestPeriod = 64
/** A letter said so often in a row is a cry or a cat on the keys, and enough of it. */
const mostInRow = 6
const hanUnit = /^\p{Script=Han}{3}$/u
/** No verbs, which may be doubled (讨论讨论). */
const single = new Set(['自己', '我们', '你们', '他们', '她们', '它们', '大家', '什么', '这个', '那个', '可以', '没有', '因为', '所以', '如果', '但是'])
const wordUnit = /^(?:\p{L}{1,3}|\p{Extended_Pictographic}\uFE0F?)$/u
/** So much said again is a loop, though the whole round is longer. Too long to wait for: what is repeated until then is shown. */
const surely = 24

/** How much of a repetition is fine: 讨论讨论 and 哈哈哈 are Chinese, a clause said twice is not. */
function allowed(period: number, isPlain: boolean): number {
  return period > surely ? surely : isPlain ? 0 : period >= 2 ? period : 2
}

function isLoop(period: number, repeated: number, isPlain: boolean): boolean {
  return repeated >= (isPlain ? Math.min(period, surely) : period >= 2 ? 2 * period : 3)
}

/** Whether saying it twice is a loop already: four letters, or three Chinese ones (打印的打印的), and less where the author has said it in a row. */
function isPlain(all: string, period: number): boolean {
  const unit = all.slice(-period)
  if (period === 2 && (single.has(unit) || single.has(unit.charAt(1) + unit.charAt(0)))) return true
  return period >= 4 || (period === 3 && hanUnit.test(unit)) || (wordUnit.test(unit) && hasRun(all, unit))
}

/** Whether the text before what repeats now has the unit so often in a row that no more of it is wanted: 啊啊啊啊啊啊, 真的真的真的. */
function hasRun(all: string, unit: string): boolean {
  const own = all.length - repeatedTail(all, unit.length) - unit.length
  // While it grows its last letters are the unit in another order: a little less than three times tells that, too.
  return all.slice(0, own).includes(unit.length === 1 ? unit.repeat(mostInRow) : unit.repeat(3).slice(0, 1 - unit.length))
}

/** Where the first repetition in `text` begins, in UTF-16 units; the length where there is none. */
export function repetitionStart(text: string, before: string): number {
  const context = before.slice(-longestPeriod * 3)
  for (let end = 1; end <= text.length; end++) {
    const all = context + text.slice(0, end)
    let start = end
    for (let period = 1; period <= longestPeriod; period++) {
      const repeated = repeatedTail(all, period)
      const plain = repeated > 0 && isPlain(all, period)
      if (isLoop(period, repeated, plain)) start = Math.min(start, end - repeated + allowed(period, plain))
    }
    if (start < end) return Math.max(0, start)
  }
  return text.length
}

/** How many units at the end of `text` could turn out to be the beginning of a repetition. */
export function possibleRepetition(text: string, before: string): number {
  const all = before.slice(-longestPeriod * 3) + text
  let most = 0
  for (let period = 1; period <= longestPeriod; period++) {
    const repeated = repeatedTail(all, period)
    if (repeated > 0) most = Math.max(most, repeated - allowed(period, isPlain(all, period)))
  }
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
