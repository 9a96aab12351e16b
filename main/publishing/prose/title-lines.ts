/** A title as lines of nearly the same width, parted between words, in the largest type that fits. Pure. */

export interface SetTitle {
  readonly lines: readonly string[]
  readonly size: number
}

interface TitleSpace {
  readonly width: number
  readonly height: number
  /** The largest type, in the same measure. */
  readonly most: number
  /** From line to line, in sizes of the type. */
  readonly leading: number
  readonly mostLines: number
}

const words = new Intl.Segmenter('zh', { granularity: 'word' })
const signs = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/** Signs of a text as people count them: an emoji of several characters is one. */
export function signsOf(text: string): string[] {
  return [...signs.segment(text)].map(({ segment }) => segment)
}

const isHan = (sign: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff00-\uff60“”‘’—…·\p{Extended_Pictographic}]/u.test(sign)

/** Roughly, in sizes of the type, and rather too much than too little. */
export function widthOf(text: string): number {
  return signsOf(text).reduce((sum, sign) => sum + (isHan(sign) ? 1 : /[A-ZMWmw@%&]/.test(sign) ? 0.78 : /[ilj.,:;'!|()\s]/.test(sign) ? 0.32 : 0.58), 0)
}

/** No line begins with what closes, and none ends with what opens. */
const CLOSING = /^[，。、；：？！”’）》〉】」』…～·%,.;:?!)\]}]/u
/** A dash opens what it brings: ——给新手. */
const OPENING = /[“‘（《〈【「『([{—]$/u

/** A word that leans on the one before it: 的, who does it, and where a verb leads to. */
const LEANING = /^(?:[者人的了着过们吗呢吧啊得地之]|人的|[出起进回过上下]来|[出进回过上下]去)$/u
/** A word that leans on the one behind it, such as 把; a number, and what it counts, which lean on it together. */
const [LEADING, NUMERAL, COUNTED] = [
  /^[把被给让和与跟在从对向为以用不没很最更再]$/u,
  /^(?:[一二两三四五六七八九十百几每这那第]+|第?\d+)$/u,
  /^[门个种条节课堂本章篇句步天周月年次位件张只道讲小]/u,
]
const COUNT = /^(?:[一二两三四五六七八九十百几每这那]|第?\d+)[门个种条节堂本章篇句步次位件张只道讲]$/u

/** The parts of a title that stay together; joined they are the title. */
export function piecesOf(title: string): string[] {
  const pieces: string[] = []
  let [before, leads, isSpaced] = ['', false, false]
  for (const { segment } of words.segment(title)) {
    const last = pieces.at(-1)
    const isCounted = isSpaced && NUMERAL.test(before) && (COUNTED.test(segment) || /^\d+$/.test(segment))
    // Who writes is one word, too.
    const isWriter = segment === '作者' && last?.endsWith('写') === true
    const follows = leads || isCounted || isWriter || CLOSING.test(segment) || LEANING.test(segment) || segment.trim() === ''
    if (last !== undefined && (follows || OPENING.test(last))) pieces[pieces.length - 1] = last + segment
    else pieces.push(segment)
    isSpaced = segment.trim() === ''
    // 第 12 课 is one, however it is spaced.
    if (isSpaced) leads = false
    if (isSpaced) continue
    leads = LEADING.test(segment) || NUMERAL.test(segment) || COUNT.test(segment) || (NUMERAL.test(before) && COUNTED.test(segment))
    before = segment
  }
  // What something is, in one sign, doesn't stand alone at the end: 写作者的课.
  if (isSign(pieces.at(-1)) && pieces.at(-2)?.endsWith('的')) pieces.push(pieces.splice(-2).join(''))
  // A word that fills lines by itself is cut as lines of characters are.
  return pieces.flatMap((piece) => (widthOf(piece) > 12 ? signsOf(piece) : [piece]))
}

export function setTitle(title: string, { width, height, most, leading, mostLines }: TitleSpace): SetTitle {
  const flat = title.replaceAll(/\s+/g, ' ').trim() || '无题'
  const pieces = piecesOf(flat)
  let [best, bestWorth]: [SetTitle, number] = [{ lines: [flat], size: 0 }, 0]
  for (let count = 1; count <= Math.min(mostLines, pieces.length); count++) {
    const { ends, worth } = parted(pieces, pieces.map(widthOf), count)
    const lines = linesTo(pieces, ends)
    const size = Math.min(most, width / Math.max(...lines.map(widthOf)), height / (1 + (count - 1) * leading))
    // One line more has to be worth it.
    if (size * worth > bestWorth * 1.12) [best, bestWorth] = [{ lines, size }, size * worth]
  }
  return best
}

/** Where a title may be parted, for pages that part it themselves. A character that stands alone among others may be of their word, and stays. */
export function titlePieces(title: string): readonly string[] {
  const pieces = piecesOf(title)
  const joined: string[][] = []
  for (const [at, piece] of pieces.entries()) {
    const last = joined.at(-1)
    const kind = breakAt(pieces, at)
    const isOne = last !== undefined && (kind === 'within' || (kind === 'perhaps' && !last.at(-1)!.endsWith('的')))
    if (isOne && widthOf(last.join('') + piece) <= LONGEST_WORD) last.push(piece)
    else joined.push([...(isOne ? alonesOff(last) : []), piece])
  }
  return joined.map((each) => each.join(''))
}

/** Taken off the end of a word that is too long: what stands alone there is of the word that goes on behind it, 财|报. */
function alonesOff(pieces: string[]): string[] {
  const from = pieces.findLastIndex((piece) => !isSign(piece)) + 1
  return from > 0 ? pieces.splice(from) : []
}

/** In sizes of the type: beyond that even a narrow page has to part. */
const LONGEST_WORD = 8

/** A title in type of one size, as few lines as are no wider than so many of its signs; one line where none fit. */
export function titleLines(title: string, width: number): readonly string[] {
  const flat = title.replaceAll(/\s+/g, ' ').trim()
  const pieces = piecesOf(flat)
  for (let count = 1; count <= pieces.length; count++) {
    const lines = partedInto(pieces, count)
    if (lines.every((line) => widthOf(line) <= width)) return lines
  }
  return [flat]
}

const isSign = (piece = ''): boolean => /^\p{Script=Han}$/u.test(piece)

/** The narrowest parting into so many lines, each as near to the others as can be. */
function partedInto(pieces: readonly string[], count: number): string[] {
  return linesTo(pieces, parted(pieces, pieces.map(widthOf), count).ends)
}

function linesTo(pieces: readonly string[], ends: readonly number[]): string[] {
  return ends.map((end, index) =>
    pieces
      .slice(index === 0 ? 0 : ends[index - 1], end)
      .join('')
      .trim(),
  )
}

type Break = keyof typeof COSTS

/** What parts a line from the next: a mark, as people would; the end of a word; or perhaps nothing, for a character beside others may be of their word (利润|表). */
function breakAt(pieces: readonly string[], end: number): Break {
  const [before = '', behind = ''] = [pieces[end - 1], pieces[end]]
  if (/[：；。？！…:;?!]”?$/u.test(before) || behind.startsWith('—') || isOwnSpace(before, behind)) return 'mark'
  if (/[，、,]$/u.test(before)) return 'comma'
  if (/[”’）》〉】」』]$/u.test(before) || /^[“‘（《〈【「『]/u.test(behind)) return 'word'
  if (!ENDS_IN_HAN.test(before) || !BEGINS_WITH_HAN.test(behind)) return 'word'
  const run = [aloneIn(pieces.slice(0, end).toReversed(), ALONE, ENDS_IN_HAN), aloneIn(pieces.slice(end), ALONE_OR_LEANT_ON, BEGINS_WITH_HAN)] as const
  if (run[0] === 0 && run[1] === 0) return 'word'
  // Several of them in a row are a word of their own as often as not: 开源课.
  return Math.min(...run) > 0 || Math.max(...run) === 1 ? 'within' : 'perhaps'
}

/** A space of the author's between Chinese parts them: 第 12 课 复利. Around letters it is there for looks. */
const isOwnSpace = (before: string, behind: string): boolean => /\p{Script=Han}\s+$/u.test(before) && BEGINS_WITH_HAN.test(behind)

const [BEGINS_WITH_HAN, ENDS_IN_HAN] = [/^\p{Script=Han}/u, /\p{Script=Han}$/u]

/** How many characters stand each by itself at the beginning of these, up to a mark; `near`: that a piece has none in front of it there. */
function aloneIn(pieces: readonly string[], alone: RegExp, near: RegExp): number {
  let count = 0
  for (const piece of pieces) {
    if (!alone.test(piece) || !near.test(piece)) break
    count += 1
    if (!/^\p{Script=Han}+$/u.test(piece)) break
  }
  return count
}

/** One character, but for marks; and one with a word that leans on it: behind that a word has ended. */
const [ALONE, ALONE_OR_LEANT_ON] = [/^[^\p{L}\p{N}]*\p{Script=Han}[^\p{L}\p{N}]*$/u, /^[^\p{L}\p{N}]*\p{Script=Han}[的了着过]?[^\p{L}\p{N}]*$/u]

/** What a line that ends so costs, against squares of how much lines differ in sizes of the type; a character is parted from its word only where nothing else ends. */
const COSTS = { mark: 0, comma: 8, word: 18, perhaps: 40, within: 1000 } as const
/** Of a line much shorter than the others. */
const SHORT = 12
/** What is left of a title's worth with a line that ends so, or that is so short: type that is a little larger makes up for neither. */
const WORTH = { mark: 1, comma: 0.99, word: 0.97, perhaps: 0.97, within: 0.5, short: 0.7 } as const

interface Parted {
  /** Behind which pieces lines end, or columns. */
  readonly ends: readonly number[]
  /** From 0 to 1: against another number of lines. */
  readonly worth: number
}

/** Into so many lines or columns; `widths`: how much of one each piece takes. */
export function parted(pieces: readonly string[], widths: readonly number[], count: number): Parted {
  const ends = endsOf(pieces, widths, count)
  const lines = ends.map((end, index) => widths.slice(index === 0 ? 0 : ends[index - 1], end).reduce((sum, each) => sum + each, 0))
  const widest = Math.max(...lines)
  // What ends by itself may be short, and a last line shorter than others.
  const isShort = (line: number, at: number): boolean =>
    at === count - 1 ? line < widest * 0.35 : line < widest * (count > 2 ? 0.52 : 0.45) && breakAt(pieces, ends[at] ?? 0) !== 'mark'
  const short = lines.filter(isShort).length
  return { ends, worth: ends.slice(0, -1).reduce((worth, end) => worth * WORTH[breakAt(pieces, end)], WORTH.short ** short) }
}

function endsOf(pieces: readonly string[], widths: readonly number[], count: number): readonly number[] {
  const ideal = widths.reduce((sum, each) => sum + each, 0) / count
  const from = new Map<string, { cost: number; ends: readonly number[] }>()
  const cheapest = (start: number, left: number): { cost: number; ends: readonly number[] } => {
    const key = `${start}/${left}`
    const known = from.get(key)
    if (known !== undefined) return known
    const sum = (end: number): number => widths.slice(start, end).reduce((all, each) => all + each, 0)
    let best = { cost: Infinity, ends: [pieces.length] as readonly number[] }
    const shape = (width: number): number => (width - ideal) ** 2 + (width < ideal * 0.55 ? SHORT : 0)
    if (left === 1) best = { cost: shape(sum(pieces.length)), ends: [pieces.length] }
    for (let end = start + 1; left > 1 && end <= pieces.length - left + 1; end++) {
      const rest = cheapest(end, left - 1)
      const cost = shape(sum(end)) + rest.cost + COSTS[breakAt(pieces, end)]
      if (cost < best.cost) best = { cost, ends: [end, ...rest.ends] }
    }
    from.set(key, best)
    return best
  }
  return cheapest(0, count).ends
}
