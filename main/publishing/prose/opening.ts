/** The first words of a lesson, for those who decide by them whether to read on. */
import { isRun } from '#preload/document/lines.ts'
import { plainFormula } from '../formulas/plain-formula.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { visibleCharacters } from './counting.ts'
import { type Content, type Prose, type ProseBlock, textOf } from './prose.ts'

/**
 * Paragraphs from the beginning on up to what can't be said in words (a table, a picture, code, a formula of its own): what follows speaks of
 * it. Sentences with a formula are left out, for they read better on a page. Where nothing else is left, those, with their formulas as
 * characters; where there are no paragraphs, what stands in quotations and lists. Read as far as it is asked for: lessons are long.
 */
export function* openingOf(prose: Prose): Generator<string> {
  for (const { text, formulas } of openingLines(prose)) yield unitsOf(text, formulas).join('')
}

/** So many signs of it at most: to the end of a sentence where that is not far, and never within a formula. */
export function openingUpTo(prose: Prose, most: number): string {
  let [text, formulas]: [string, readonly string[]] = ['', []]
  for (const line of openingLines(prose)) {
    text = `${text} ${line.text}`.replaceAll(/\s+/g, ' ').trim()
    formulas = [...formulas, ...line.formulas]
    if (lengthOf(unitsOf(text, formulas)) > most) return cut(text, formulas, most)
  }
  return unitsOf(text, formulas).join('')
}

function cut(text: string, formulas: readonly string[], most: number): string {
  const units = unitsOf(text, formulas)
  let [end, room] = [0, most]
  while (end < units.length && (room -= lengthOf(units.slice(end, end + 1))) >= 0) end += 1
  const words = units.slice(0, lastSentenceEnd([...text].slice(0, end))).join('')
  if (visibleCharacters(words) * 2 > most) return words
  const kept = units.slice(0, end).join('').trim().replace(LEADING, '')
  return kept === '' ? '' : `${kept}…`
}

/** Behind the last sentence that is whole, with the quotation or the brackets in which it stands. */
function lastSentenceEnd(signs: readonly string[]): number {
  let [last, depth, isQuoted, isEnding] = [0, 0, false, false]
  for (const [at, sign] of signs.entries()) {
    const isClosing = CLOSING.has(sign) || (sign === '"' && isQuoted)
    if (sign === '"') isQuoted = !isQuoted
    if (OPENING.has(sign)) depth += 1
    if (CLOSING.has(sign)) depth = Math.max(0, depth - 1)
    isEnding = ENDING.has(sign) || (isEnding && isClosing)
    if (isEnding && depth === 0 && !isQuoted) last = at + 1
  }
  return last
}

const ENDING: ReadonlySet<string> = new Set('。！？!?')
const OPENING: ReadonlySet<string> = new Set('“‘「『（(《【')
const CLOSING: ReadonlySet<string> = new Set('”’」』）)》】')

/** Signs, and whole formulas in the place of their holes. */
function unitsOf(text: string, formulas: readonly string[]): string[] {
  let next = 0
  return [...text].map((sign) => (sign === HOLE ? (formulas[next++] ?? '') : sign))
}

const lengthOf = (units: readonly string[]): number => units.reduce((sum, unit) => sum + [...unit].length, 0)

/** Words with a hole for each formula, and what it is in characters. */
interface OpeningLine {
  readonly text: string
  readonly formulas: readonly string[]
}

function* openingLines({ blocks }: Prose): Generator<OpeningLine> {
  const paragraphs = paragraphsOf(blocks)
  const lines = paragraphs.length > 0 ? paragraphs : blocks.flatMap(linesOf).map((content): Line => ({ content, isLedOn: true }))
  let hasPlain = false
  for (const formulas of ['none', 'read'] as const) {
    if (hasPlain) return
    for (const said of linesLedOn(lines, formulas)) {
      if (said.text.trim() === '') continue
      hasPlain = true
      yield said
    }
  }
  const first = lines.map(({ content }) => sentencesOf(content, 'read')).find(({ text }) => text.trim() !== '')
  if (!hasPlain && first) yield { ...first, text: first.text.trim().replace(LEADING, '…') }
}

interface Line {
  readonly content: Content
  /** What it leads to can be the next one. */
  readonly isLedOn: boolean
}

function paragraphsOf(blocks: readonly ProseBlock[]): Line[] {
  const { length } = beforeShown(blocks)
  return blocks
    .slice(0, length)
    .flatMap((block, at) => (block.kind === 'paragraph' ? [{ content: block.content, isLedOn: blocks[at + 1]?.kind === 'paragraph' }] : []))
}

/** Lines without sentences at their ends that lead to what is left out. Each is read once: a lesson may be of nothing but such that lead on. */
function* linesLedOn(lines: readonly Line[], formulas: 'none' | 'read'): Generator<OpeningLine> {
  let chain: OpeningLine[] = []
  for (const [at, { content, isLedOn }] of lines.entries()) {
    const said = sentencesOf(content, formulas)
    chain.push(said)
    if (isLedOn && at + 1 < lines.length && LEADING.test(said.text)) continue
    yield* withoutLoose(chain)
    chain = []
  }
}

/** Of lines that lead on to one another: whether one leads to anything shows at their end. */
function withoutLoose(chain: readonly OpeningLine[]): readonly OpeningLine[] {
  const kept = [...chain]
  let isSomething = false
  for (const [at, said] of [...chain.entries()].toReversed()) {
    const own: OpeningLine = LEADING.test(said.text) && !isSomething ? withoutLast(said) : said
    kept[at] = own
    isSomething = own.text.trim() !== ''
  }
  return kept
}

function withoutLast(said: OpeningLine): OpeningLine {
  const text = sentencesIn(said.text).slice(0, -1).join('')
  return { text, formulas: said.formulas.slice(0, text.split(HOLE).length - 1) }
}

/** The end of what leads on to something. */
const LEADING = /\s*[：:]\s*$/u

/** What comes in front of the first thing that is shown. Where a lesson begins with such, what comes behind it. */
function beforeShown(blocks: readonly ProseBlock[]): readonly ProseBlock[] {
  const first = blocks.findIndex(({ kind }) => kind === 'paragraph')
  const end = blocks.findIndex(({ kind }, at) => at > first && SHOWN.has(kind))
  return first < 0 || end < 0 ? blocks : blocks.slice(0, end)
}

const SHOWN: ReadonlySet<ProseBlock['kind']> = new Set(['table', 'image', 'code', 'formula'])

/** Without sentences at the end that lead on to what was cut; where there are no others, the first tells that it goes on. */
function withoutLeading(kept: readonly string[]): string[] {
  const whole = [...kept]
  for (let last = whole.at(-1); last !== undefined && LEADING.test(last); last = whole.at(-1)) {
    whole.pop()
    const left = sentencesIn(last).slice(0, -1).join('').trim()
    if (left !== '') whole.push(left)
  }
  const [first] = kept
  return whole.length > 0 || first === undefined ? whole : [(sentencesIn(first)[0] ?? '').trim().replace(LEADING, '…')]
}

/** Whole sentences from the beginning on, until there are enough; the first one whatever its length, up to `longest`. */
export function sentencesFrom(paragraphs: Iterable<string>, most: number, longest = Infinity): string[] {
  return withoutLeading(sentencesUpTo(paragraphs, most, longest))
}

function sentencesUpTo(paragraphs: Iterable<string>, most: number, longest: number): string[] {
  const kept: string[] = []
  let room = most
  for (const paragraph of paragraphs) {
    let words = ''
    for (const sentence of sentencesIn(paragraph)) {
      const length = [...sentence.trim()].length
      if (length > room && (kept.length > 0 || words !== '')) return words.trim() === '' ? kept : [...kept, words.trim()]
      if (length > longest) return [shortened(sentence.trim(), longest)]
      words += sentence
      room -= length
    }
    if (words.trim() !== '') kept.push(words.trim())
  }
  return kept
}

/** Up to the end of a clause where that is not far, else to a character that is no formula's. */
function shortened(sentence: string, longest: number): string {
  const kept = [...sentence].slice(0, longest - 1).join('')
  const ends = [/^.+(?=[，、；：])/su, /^.*\p{Script=Han}/su].flatMap((end) => end.exec(kept)?.[0] ?? [])
  return `${ends.find((words) => [...words].length * 2 > longest) ?? kept}…`
}

/** A factorial is no end: n!, 3!, (n − 1)!. */
function sentencesIn(text: string): string[] {
  return text.match(/(?:[^。！？!?…\n]|(?<=\)|(?<!\p{L})[A-Za-z]|\d)!)*(?:[。！？!?…]+[”’」』）)》】]*|\n+|$)/gu)?.filter((sentence) => sentence !== '') ?? []
}

function linesOf(block: ProseBlock): Content[] {
  if (block.kind === 'quote' || block.kind === 'callout') return block.lines.map(({ content }) => content)
  return block.kind === 'list' ? block.items.map(({ content }) => content) : []
}

/** Stands for a formula, and for nothing that anyone writes. */
const HOLE = '\ufffc'

/** Sentences without formulas, or with those alone that can be read: nobody outside reads TeX. */
function sentencesOf(content: Content, formulas: 'none' | 'read'): OpeningLine {
  const read: (string | null)[] = []
  const text = content
    .map((each) => {
      if (isRun(each) || each.type !== 'formula') return textOf([each]).replaceAll(HOLE, '')
      read.push(formulas === 'none' ? null : charactersOf(each.tex))
      return HOLE
    })
    .join('')
  let next = 0
  const kept = sentencesIn(text).flatMap((sentence) => {
    const own = read.slice(next, (next += sentence.split(HOLE).length - 1))
    const known = own.flatMap((each) => each ?? [])
    return known.length === own.length ? [{ text: sentence, formulas: known }] : []
  })
  return { text: kept.map((sentence) => sentence.text).join(''), formulas: kept.flatMap((sentence) => sentence.formulas) }
}

function charactersOf(tex: string): string | null {
  const reading = readFormula(tex, false)
  return reading.isRead ? plainFormula(reading.math) : null
}
