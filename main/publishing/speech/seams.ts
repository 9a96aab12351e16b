/** Where something was left out of a text: of the marks that stood around it, the sentence keeps those that it still needs. */

/** What ends a sentence, what ends a clause of it, and what only pauses. */
const [ENDS, CLAUSES, PAUSES] = ['。！？!?….', '；;', '，、：,:']
const MARKS = ENDS + CLAUSES + PAUSES
const [OPENING, CLOSING] = ['“‘「『（(【[《〈〔', '”’」』）)】]》〉〕']

const isOneOf = (signs: string, sign: string | undefined): sign is string => sign !== undefined && signs.includes(sign)
const isDash = (sign: string | undefined): boolean => isOneOf('—―─', sign)
const weightOf = (mark: string): number => (ENDS.includes(mark) ? 3 : CLAUSES.includes(mark) ? 2 : 1)

/** What stood before and behind something that was left out, as one text. `isStart`: whether nothing that is said stood before it all. */
export function joinedAt(before: string, after: string, isStart = false): string {
  let [left, right] = [before.trimEnd(), after.trimStart()]
  const between = before.slice(left.length) + after.slice(0, after.length - right.length)
  for (;;) {
    const isEmpty = isEmptyPair(left, right)
    const isStray = isEmpty || isStrayBehind(left, right, isStart)
    const isOver = isEmpty || (!isStray && isOverBefore(left, right))
    if (isStray) right = right.slice(1).trimStart()
    if (isOver) left = left.slice(0, -1).trimEnd()
    if (!isStray && !isOver) break
  }
  if (between.includes('\n')) return `${left}\n${right}`
  const isTight = isOneOf(MARKS + OPENING, left.at(-1)) || isOneOf(MARKS + CLOSING, right[0]) || (left === '' && isStart)
  return left + (between === '' || isTight ? '' : ' ') + right
}

/** A text whose end was left out: without the pause that led on to it. */
export function endedAt(before: string): string {
  return before.replace(/[\s，、,]+$/, '')
}

/** Quotes and brackets with nothing left between them. A straight quotation mark opens where none before it is open. */
function isEmptyPair(left: string, right: string): boolean {
  const [last, first] = [left.at(-1), right[0]]
  if (last === '"') return first === '"' && left.split('"').length % 2 === 0
  return isOneOf(OPENING, last) && first === CLOSING[OPENING.indexOf(last)]
}

/** Whether the first mark behind has nothing before it that it could end or part, or would end again what is ended. */
function isStrayBehind(left: string, right: string, isStart: boolean): boolean {
  const [last, first] = [left.at(-1), right[0]]
  // A point or a colon before a digit is of a number.
  if (!isOneOf(MARKS, first) || (/[,:.]/.test(first) && /^.\w/.test(right))) return false
  if (last === undefined) return isStart
  return isOneOf(OPENING, last) || (isOneOf(MARKS, last) && weightOf(last) > 1 && weightOf(last) >= weightOf(first))
}

/** Whether the last mark before leads to nothing now: another mark follows, or the end of what it is in. */
function isOverBefore(left: string, right: string): boolean {
  const [last, first] = [left.at(-1), right[0]]
  if (isDash(last)) return isDash(first) || isOneOf(MARKS + CLOSING, first)
  return isOneOf(MARKS, last) && weightOf(last) < 3 && isOneOf(MARKS + CLOSING, first)
}
