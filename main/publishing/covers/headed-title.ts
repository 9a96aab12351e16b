/** A title with a colon as designers set it: what stands before it large, the rest below as a subtitle, where both are larger so than in one size. */
import { type SetTitle, setTitle, widthOf } from '../prose/title-lines.ts'
import { at, type Look, writtenLines } from './type.ts'

type TitleSpace = Parameters<typeof setTitle>[1]

interface HeadedTitle {
  readonly head: SetTitle
  readonly below: SetTitle | null
  /** From the top of the head to the end of all. */
  readonly tall: number
}

/** Of the height, for the head; of its type, the subtitle's and the room between. */
const [HEAD, BELOW, GAP] = [0.64, 0.5, 0.42]
/** Sizes of the type: a longer head is a sentence, and what is shorter is none. */
const [LONGEST, SHORTEST] = [14, 2]

export function headedTitle(title: string, space: TitleSpace): HeadedTitle {
  const whole = setTitle(title, space)
  const tallOf = ({ lines, size }: SetTitle): number => size * (1 + (lines.length - 1) * space.leading)
  const alone = { head: whole, below: null, tall: tallOf(whole) }
  const [first = '', rest = '', ...more] = title.split(/[：:]\s*/).map((part) => part.trim())
  if (more.length > 0 || widthOf(first) > LONGEST || widthOf(first) < SHORTEST || widthOf(rest) < SHORTEST || whole.lines.length < 2) return alone
  const head = setTitle(first, { ...space, height: space.height * HEAD, mostLines: 2 })
  const gap = head.size * GAP
  const below = setTitle(rest, { ...space, height: space.height - tallOf(head) - gap, most: head.size * BELOW, mostLines: 3 })
  // A subtitle that shrinks more than the head grows is no gain.
  if (head.size < whole.size * 1.25 || below.size < whole.size * 0.6) return alone
  return { head, below, tall: tallOf(head) + gap + tallOf(below) }
}

export function headedLines({ head, below }: HeadedTitle, x: number, y: number, { width, leading }: TitleSpace, look: Omit<Look, 'size'>): string[] {
  const lines = at(x, y, writtenLines(head, width, leading, 'left', look))
  if (below === null) return [lines]
  const under = y + head.size * (1 + (head.lines.length - 1) * leading + GAP)
  return [lines, at(x, under, writtenLines(below, width, leading, 'left', { ...look, weight: 600 }))]
}
