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
const CLOSING = /^[，。、；：？！”’）》〉】」』…—～·%,.;:?!)\]}]/u
const OPENING = /[“‘（《〈【「『([{]$/u

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
  let best: SetTitle = { lines: [flat], size: 0 }
  for (let count = 1; count <= Math.min(mostLines, pieces.length); count++) {
    const lines = partedInto(pieces, count)
    const widest = Math.max(...lines.map(widthOf))
    const size = Math.min(most, width / widest, height / (1 + (count - 1) * leading))
    // One line more has to be worth it.
    if (size > best.size * 1.12) best = { lines, size }
  }
  return best
}

/** Where a title may be parted, for pages that part it themselves. Characters in a row that no dictionary joins may be a word, and stay. */
export function titlePieces(title: string): readonly string[] {
  const pieces: string[] = []
  let wasSign = false
  for (const piece of piecesOf(title)) {
    if (wasSign && isSign(piece)) pieces[pieces.length - 1] += piece
    else pieces.push(piece)
    wasSign = isSign(piece)
  }
  return pieces
}

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
  const ends = endsOf(pieces, pieces.map(widthOf), count)
  return ends.map((end, index) =>
    pieces
      .slice(index === 0 ? 0 : ends[index - 1], end)
      .join('')
      .trim(),
  )
}

/** Behind which pieces so many lines end, or columns; `widths`: how much of one each takes. */
export function endsOf(pieces: readonly string[], widths: readonly number[], count: number): readonly number[] {
  const ideal = widths.reduce((sum, each) => sum + each, 0) / count
  const from = new Map<string, { cost: number; ends: readonly number[] }>()
  const cheapest = (start: number, left: number): { cost: number; ends: readonly number[] } => {
    const key = `${start}/${left}`
    const known = from.get(key)
    if (known !== undefined) return known
    const sum = (end: number): number => widths.slice(start, end).reduce((all, each) => all + each, 0)
    let best = { cost: Infinity, ends: [pieces.length] as readonly number[] }
    if (left === 1) best = { cost: (sum(pieces.length) - ideal) ** 2, ends: [pieces.length] }
    for (let end = start + 1; left > 1 && end <= pieces.length - left + 1; end++) {
      const rest = cheapest(end, left - 1)
      // After a mark is where people would break.
      const mark = /[：，、；——\s:,;]$/u.test(pieces[end - 1] ?? '') ? 8 : 0
      const short = sum(end) < ideal * 0.55 ? 10 : 0
      // Characters in a row that no dictionary joins may be a word: 开源课.
      const within = isSign(pieces[end - 1]) && isSign(pieces[end]) ? 6 : 0
      const cost = (sum(end) - ideal) ** 2 + rest.cost + short + within - mark
      if (cost < best.cost) best = { cost, ends: [end, ...rest.ends] }
    }
    from.set(key, best)
    return best
  }
  return cheapest(0, count).ends
}
