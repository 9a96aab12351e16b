/** Saying again, in its kinds. Each gives what is said again, or null. */

/** Marks of which several in a row are a way of writing. */
const drawn = /^[\p{N}…—.=_\-~～·\s]+$/u
const hanWord = /^\p{Script=Han}{3}$/u
const longestUnit = 80

/** A unit said again at once, at least partly in `shown`: four letters and more or three Chinese ones twice, two or three thrice, one four times. */
export function loopIn(block: string, shown: string): string | null {
  const all = block.slice(-3 * longestUnit) + shown
  for (let end = all.length - shown.length + 1; end <= all.length; end++) {
    for (let unit = 1; unit <= longestUnit && 2 * unit <= end; unit++) {
      const said = all.slice(end - unit, end)
      const times = unit >= 4 || hanWord.test(said) ? 2 : unit >= 2 ? 3 : 4
      if (times * unit <= end && all.slice(end - times * unit, end) === said.repeat(times) && !drawn.test(said)) return JSON.stringify(said.repeat(times))
    }
  }
  return null
}

/** An item of an enumeration that stands in it already: between 、, before and behind its one 和, or between English commas. */
export function itemSaidTwice(block: string, shown: string): string | null {
  const sentence = (block + shown).split(/[。！？；\n]|[.!?;]\s/u).at(-1) ?? ''
  const isHan = /\p{Script=Han}/u.test(sentence)
  if (isHan && !shown.includes('、') && !/、[^，。]*$/u.test(block)) return null
  const listed = isHan ? (sentence.split(/[，：:]/u).at(-1) ?? '') : sentence
  const isJoined = /^[^和]*、[^和]*和[^和]*$/u.test(listed)
  const separator = isHan ? (isJoined ? /[、和]/u : '、') : ','
  const whole = listed
    .split(separator)
    .slice(0, -1)
    .map((item) => item.trim().replace(/^(?:and|or) /u, ''))
  if (!isHan && (whole.length < 3 || whole.slice(1).some((item) => item.split(' ').length > 3))) return null
  // The first stands behind the words that announce it.
  const isFirst = (item: string) => (isHan ? whole[0]?.endsWith(item) : ` ${whole[0]}`.endsWith(` ${item}`))
  // What the author has said twice is the author's: very, very, very.
  const written = listed.slice(0, Math.max(0, listed.length - shown.length)).split(separator).length - 1
  const twice = whole.find((item, at) => at >= written && item.length >= 2 && at > 0 && (whole.indexOf(item) < at || isFirst(item)))
  return twice === undefined ? null : JSON.stringify(twice)
}

/** A clause of eight Chinese or sixteen other letters and more, whole and ended in `shown`, that stands in its block already. */
export function echoedClause(block: string, shown: string): string | null {
  const mark = /[，。！？；：、,!?;:\n“”"「」（）()]/u
  const before = block.split(mark)
  const clauses = (block + shown).split(mark).map((clause) => clause.trim())
  const said = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '').length
  const isLong = (clause: string) => said(clause) >= (/\p{Script=Han}/u.test(clause) ? 8 : 16)
  const first = (before.at(-1) ?? '') === block.slice(-(before.at(-1)?.length ?? 0)) && shown.search(mark) === 0 ? before.length : before.length - 1
  return clauses.find((clause, at) => at >= first && isLong(clause) && clauses.indexOf(clause) < at) ?? null
}

/** What follows the caret, said before it does. */
export function overlapWith(after: string, shown: string): string | null {
  const rest = (/^[^\n]*/.exec(after)?.[0] ?? '').trimStart()
  for (let length = Math.min(rest.length, shown.length); length > 0; length--) {
    const same = rest.slice(0, length)
    if (shown.endsWith(same) && (length >= 2 || !/[\p{L}\p{N}]/u.test(same))) return JSON.stringify(same)
  }
  const [begun, next] = [(/^\p{L}{3}/u.exec(rest)?.[0] ?? '').slice(0, 3), after.slice(rest.length).trim().slice(0, 6)]
  return [begun, next.length === 6 ? next : ''].find((text) => text !== '' && shown.includes(text)) ?? null
}
