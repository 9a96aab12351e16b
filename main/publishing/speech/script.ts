/**
 * A lesson as what is read aloud (口播稿): headings become transitions, lists are counted, small tables and simple formulas are said, and
 * where ears can't follow a marked line sends the narrator to the text. Rules only; not a word of its own but for these.
 */
import { isBlank } from '#preload/document/inlines.ts'
import { isRun } from '#preload/document/lines.ts'
import { saidCharacters } from '#preload/document/said-length.ts'
import type { BlockId, Inline, Run, Table } from '#preload/document/schema.ts'
import type { Findings } from '../desk/finding.ts'
import { tellLinks } from '../formulas/formula-links.ts'
import { plainFormula } from '../formulas/plain-formula.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { type Content, type Prose, type ProseBlock, type ProseLine, type ProseList, textOf } from '../prose/prose.ts'
import { readerWords } from '../prose/reader-words.ts'
import { TONES } from '../prose/tones.ts'
import { unsureDays, unsureTime } from './date-rules.ts'
import { unsureYear } from './named-numbers.ts'
import { amount } from './numbers.ts'
import { areContrasted, bare, pictographsIn, withoutPictographs, withPictographs } from './pictographs.ts'
import { unsureWords } from './polyphones.ts'
import { closed, type Pronunciations, readAloud, type Spoken } from './readings.ts'
import { endedAt, joinedAt } from './seams.ts'
import { signsOf } from './sign-names.ts'
import { spokenFormula } from './spoken-formula.ts'
import { betweenOf, columnOf, isNone, NONE } from './table-words.ts'
import { stopOf, transitionTo } from './transitions.ts'
import { isOwnNote, markedWords, ownNotes, unmarked } from './unmarked.ts'

/** One thing that is said in a go. */
export interface ScriptLine {
  readonly block: BlockId | null
  readonly spoken: readonly Spoken[]
  /** Not the author's words. */
  readonly isHint: boolean
  /** Whether a voice says it: what stands for a picture or for code is for the narrator's eyes. */
  readonly isSaid: boolean
  /** Milliseconds of silence after it. */
  readonly pause: number
}

export interface Script {
  readonly lines: readonly ScriptLine[]
}

const PAUSES = { item: 350, paragraph: 600, heading: 900 } as const
/** 字 that one breath carries: of a sentence, whose commas are too short a rest. */
const BREATH = 45
/** 字 from one place to breathe to the next, of a sentence that is longer than a breath. */
const STRETCH = 25
/** Characters of a formula that stands under a picture though nobody says it: a line of them. */
const LONGEST_UNSAID = 40
/** A table that can be said: more columns or rows than these nobody keeps in mind. */
const SAYABLE = { columns: 3, rows: 5 } as const

/** `hasTransitions`: whether headings are led on to. */
export function scriptOf(prose: Prose, own: Pronunciations, findings: Findings, hasTransitions = true): Script {
  return new ScriptWriter(own, findings, hasTransitions).write(prose)
}

/** What a voice says, in order: a line that it doesn't say leaves no more than the silence around it. */
export function saidLines({ lines }: Script): ScriptLine[] {
  const said: ScriptLine[] = []
  for (const line of lines) {
    const last = said.at(-1)
    if (line.isSaid) said.push(line)
    else if (last) said[said.length - 1] = { ...last, pause: Math.max(last.pause, line.pause) }
  }
  return said
}

class ScriptWriter {
  readonly #own: Pronunciations
  readonly #findings: Findings
  readonly #hasTransitions: boolean
  readonly #lines: ScriptLine[] = []
  readonly #unsure = new Set<string>()
  /** Emoji and other signs that are seen and not said, by where they stand. */
  readonly #unsaid = new Map<BlockId, Set<string>>()
  #blocks: readonly ProseBlock[] = []
  #areContrasted: boolean | undefined
  /** Parts so far, and in all. */
  #headings = 0
  #allHeadings = 0
  /** Those that are led on to. */
  readonly #led: string[] = []
  /** Sentences that are longer than a breath, and have places to take one. */
  readonly #long: { readonly sentence: string; readonly block: BlockId }[] = []

  constructor(own: Pronunciations, findings: Findings, hasTransitions: boolean) {
    this.#own = own
    this.#findings = findings
    this.#hasTransitions = hasTransitions
  }

  write({ blocks, notes }: Prose): Script {
    this.#blocks = blocks
    this.#allHeadings = blocks.filter((block) => block.kind === 'heading' && leadsOn(block.level) && isTitle(textOf(block.content))).length
    for (const block of blocks) this.#block(block)
    for (const note of notes) this.#findings.add('lost', 'note-unsaid', readerWords(note.content), note.id)
    this.#tellOfAll()
    return { lines: this.#lines }
  }

  #block(block: ProseBlock): void {
    switch (block.kind) {
      case 'heading':
        return this.#heading(block)
      case 'paragraph':
        return this.#say(block.id, this.#spoken(block.content, block.id), PAUSES.paragraph)
      case 'list':
        return this.#list(block)
      case 'quote':
        return this.#box('有这样一段话：', block.lines)
      case 'callout':
        return this.#box(`${TONES[block.tone]}：`, block.lines)
      case 'code':
        this.#findings.add('changed', 'code-unsaid', block.text, block.id)
        return this.#hint(block.id, `这里有一段${block.language === null ? '' : ` ${block.language} `}代码`)
      case 'formula':
        return this.#formula(block.tex, block.id)
      case 'image':
        this.#findings.add('changed', 'image-unsaid', readerWords(block.caption) || block.alt, block.id)
        return this.#hint(block.id, '这里有一张图', this.#spoken(unended(isBlank(block.caption) ? [{ text: block.alt }] : block.caption), block.id))
      case 'table':
        return this.#table(block.table)
      case 'divider':
        return this.#lengthen(PAUSES.heading)
    }
  }

  #heading({ id, level, content }: Extract<ProseBlock, { kind: 'heading' }>): void {
    this.#lengthen(PAUSES.heading)
    const title = this.#title(content, id)
    if (!hasWords(title)) return
    const opening = leadsOn(level) ? transitionTo(textOf(content), this.#headings++, this.#allHeadings) : ''
    const words = ended([...plain(this.#hasTransitions ? opening : ''), ...title], stopOf(textOf(content)))
    if (opening !== '') this.#led.push(words.map(({ said }) => said).join(''))
    this.#say(id, words, PAUSES.heading)
  }

  /** Behind the number of a section a comma is said, or it would be heard as one with what follows: 1.1 一个例子. */
  #title(content: Content, id: BlockId): Spoken[] {
    const [first, ...rest] = content
    const [, number, space, words] = (first !== undefined && isRun(first) && /^(\s*\d{1,2}(?:\.\d{1,2})+)([ \t\u3000]+)(\S.*)$/su.exec(first.text)) || []
    if (first === undefined || number === undefined || space === undefined || words === undefined) return this.#spoken(content, id)
    return [
      ...this.#spoken([{ ...first, text: number } as Run], id),
      { written: space, said: '，', seen: space },
      ...this.#spoken([{ ...first, text: words } as Run, ...rest], id),
    ]
  }

  /** What is told once of a lesson, by the first of its places or at the worst. */
  #tellOfAll(): void {
    for (const [block, signs] of this.#unsaid) this.#findings.add('lost', 'sign-unsaid', [...signs].join(' '), block)
    const [led] = this.#hasTransitions ? this.#led : []
    if (led !== undefined) this.#findings.add('changed', 'heading-led', led, null, { count: this.#led.length })
    const [worst] = this.#long.toSorted((a, b) => saidCharacters(b.sentence) - saidCharacters(a.sentence))
    if (!worst) return
    const numbers = { most: BREATH, is: Math.ceil(saidCharacters(worst.sentence)), count: this.#long.length }
    this.#findings.add('advice', 'breath-commas', worst.sentence, worst.block, numbers)
  }

  #box(opening: string, lines: readonly ProseLine[]): void {
    const said = lines.map(({ id, content }) => ({ id, spoken: this.#spoken(content, id) })).filter(({ spoken }) => hasWords(spoken))
    if (said[0]) this.#say(said[0].id, plain(opening), PAUSES.item)
    for (const { id, spoken } of said) this.#say(id, spoken, PAUSES.paragraph)
  }

  /** Lists within lists are heard as one: each item ends as what it is to those around it. `depth`: within how many others; `of`: whether the next of them is counted. */
  #list({ isOrdered, start, items }: ProseList, depth = 0, of = false): void {
    const isJoined = depth > 0 || items.some(({ inside }) => inside.length > 0)
    let number = start - 1
    for (const [at, { id, content, isDone, inside }] of items.entries()) {
      const words = this.#spoken(content, id)
      if (hasWords(words)) {
        number += 1
        // Of a task the words alone: whoever listens has ticked none of them.
        const opening = isOrdered && isDone === null ? `${of ? '其' : '第'}${amount(String(number))}，` : ''
        const stop = inside.length > 0 ? '：' : depth > 0 && at < items.length - 1 ? '；' : '。'
        this.#say(id, [...plain(opening), ...(isJoined ? ended(words, stop) : words)], PAUSES.item)
      }
      for (const list of inside) this.#list(list, depth + 1, isOrdered)
    }
    this.#lengthen(PAUSES.paragraph)
  }

  #formula(tex: string, id: BlockId): void {
    const reading = readFormula(tex, true)
    const words = reading.isRead ? spokenFormula(reading.math) : null
    if (reading.isRead) tellLinks(tex, id, this.#findings)
    if (words !== null) return this.#say(id, ended([{ written: tex, said: words, seen: seenFormula(reading, words) }]), PAUSES.paragraph)
    this.#findings.add('changed', 'formula-unsaid', tex, id)
    this.#hint(id, '这里有一个公式')
  }

  #table({ id, children, hasHeader }: Table): void {
    const [head, ...rows] = children
    const isRegular = children.every(
      (row) => row.children.length === head?.children.length && row.children.every(({ colspan, rowspan }) => !colspan && !rowspan),
    )
    if (!head || !hasHeader || !isRegular || head.children.length > SAYABLE.columns || head.children.length < 2 || rows.length > SAYABLE.rows) {
      this.#findings.add('changed', 'table-unsaid', children[0]?.children.map((cell) => readerWords(cell.children)).join(' ') ?? '', id)
      return this.#hint(id, '这里有一张表格')
    }
    const [subject, ...columns] = head.children.map((cell) => ({ ...columnOf(textOf(cell.children)), content: cell.children }))
    const what = subject === undefined ? [] : this.#cell(subject.content, () => subject.head, id)
    if (hasWords(what)) this.#say(id, [...plain('下面按'), ...what, ...plain('来说。')], PAUSES.item)
    for (const row of rows) {
      const [first, ...rest] = row.children
      // Of an empty cell there is nothing to say.
      const cells = rest.flatMap((cell, index) => {
        const [column, written] = [columns[index], textOf(cell.children)]
        const words = isNone(written) ? [{ written, said: NONE, seen: NONE }] : this.#cell(cell.children, column?.cell, id)
        if (!hasWords(words)) return []
        const name = column === undefined ? [] : this.#cell(column.content, () => column.head, id)
        return [[...name, ...plain(betweenOf(column?.head ?? '', isNone(written) ? NONE : written)), ...words]]
      })
      const said = cells.flatMap((words, index) => [...plain(index === 0 ? '，' : '；'), ...words])
      this.#say(id, ended([...this.#cell(first?.children ?? [], subject?.cell, id), ...said]), PAUSES.item)
    }
    this.#lengthen(PAUSES.paragraph)
  }

  /** `as`: what its words are read as, where nothing but words is in it. */
  #cell(content: Content, as: ((written: string) => string) | undefined, block: BlockId): Spoken[] {
    const [written, isPlain] = [textOf(content), content.every(isRun) && content.every((each) => !each.strike && !each.code && each.link === undefined)]
    const words = as?.(written) ?? written
    return this.#spoken(isPlain && words !== written ? [{ text: words }] : content, block)
  }

  /** `name`: by its author. */
  #hint(block: BlockId, what: string, name: readonly Spoken[] = []): void {
    const spoken = [...plain(`（${what}`), ...(hasWords(name) ? [...plain('，'), ...name] : []), ...plain('，请看文稿。）')]
    this.#lines.push({ block, spoken, isHint: true, isSaid: false, pause: PAUSES.paragraph })
  }

  #say(block: BlockId | null, spoken: readonly Spoken[], pause: number): void {
    const said = spoken.map((piece) => piece.said).join('')
    if (!hasWords(spoken)) return
    if (block !== null)
      for (const sentence of longSentences(said))
        if (hasPauses(sentence)) this.#long.push({ sentence, block })
        else this.#findings.add('advice', 'breath', sentence, block, { most: BREATH, is: Math.ceil(saidCharacters(sentence)) })
    this.#lines.push({ block, spoken, isHint: false, isSaid: true, pause })
  }

  /** The silence before what comes. */
  #lengthen(pause: number): void {
    const last = this.#lines.at(-1)
    if (last) this.#lines[this.#lines.length - 1] = { ...last, pause: Math.max(last.pause, pause) }
  }

  #spoken(content: Content, block: BlockId): Spoken[] {
    const text = textOf(content)
    if (isOwnNote(text)) {
      this.#findings.add('lost', 'own-note-unsaid', text, block)
      return []
    }
    const pieces = piecesOf(content).flatMap((each): Spoken[] => {
      if (typeof each === 'string') return this.#words(each, block)
      if ('text' in each) return this.#left(each, block)
      const reading = readFormula(each.tex, false)
      const words = reading.isRead ? spokenFormula(reading.math) : null
      if (reading.isRead) tellLinks(each.tex, block, this.#findings)
      if (words === null) this.#findings.add('changed', 'formula-unsaid', each.tex, block)
      return [{ written: each.tex, said: words ?? '（公式见文稿）', seen: seenFormula(reading, words) }]
    })
    return closed(pieces)
  }

  /** Each word once a lesson, but for those that the author has told. */
  #adviseReadings(words: readonly string[], block: BlockId): void {
    for (const word of words) {
      if (this.#unsure.has(word) || [...this.#own.keys()].some((own) => own !== '' && (word.includes(own) || own.includes(word)))) continue
      this.#unsure.add(word)
      this.#findings.add('advice', 'reading-unsure', word, block)
    }
  }

  /** Of a run that is not said as it is: struck out, code, or the name of a link. */
  #left(run: Run, block: BlockId): Spoken[] {
    const { text, strike } = run
    if (text.trim() === '') return []
    const signs = run.code ? signsOf(text) : null
    if (signs !== null) return [{ written: text, said: signs }]
    if (isSymbolic(run)) {
      this.#findings.add('changed', 'code-unsaid', text, block)
      return [{ written: text, said: '（代码见文稿）' }]
    }
    // What an author struck out is no longer what they say, and a voice can't show the line through it.
    if (strike) this.#findings.add('lost', 'strike-unsaid', text, block)
    else this.#findings.add('changed', 'link-unsaid', text, block)
    return []
  }

  #words(written: string, block: BlockId): Spoken[] {
    const { notes, left, rest } = ownNotes(written)
    for (const note of notes) this.#findings.add('lost', 'own-note-unsaid', note, block)
    for (const each of left) this.#findings.add('lost', 'left-unsaid', each, block)
    for (const mark of markedWords(rest)) {
      if (mark.startsWith('](')) this.#findings.add('changed', 'link-unsaid', mark.slice(2, -1), block)
      else this.#findings.add(/^<\w+>$/.test(mark) ? 'changed' : 'lost', 'mark-unsaid', mark, block)
    }
    this.#adviseReadings(unsureWords(rest), block)
    const text = inOneLine(unmarked(rest.replaceAll(/<br\b[^<>]*>/gi, '\n')))
    const heard = withoutPictographs(text, this.#own.keys(), () => (this.#areContrasted ??= areContrasted(JSON.stringify(this.#blocks))))
    for (const sign of pictographsIn(heard.taken)) this.#unsaid.set(block, (this.#unsaid.get(block) ?? new Set()).add(sign))
    const pieces = readAloud(heard.rest, this.#own)
    for (const { written: path, said } of pieces) if (said === '（路径见文稿）') this.#findings.add('changed', 'link-unsaid', path, block)
    const around = (at: number): readonly [string, Spoken, string] => [
      (pieces[at - 2]?.written ?? '') + (pieces[at - 1]?.written ?? ''),
      pieces[at]!,
      pieces[at + 1]?.written ?? '',
    ]
    const numbers = pieces.flatMap((_, at) => [unsureYear(...around(at)), unsureTime(...around(at)), unsureDays(...around(at))])
    this.#adviseReadings(
      numbers.filter((number) => number !== null),
      block,
    )
    return withPictographs(pieces, heard.taken)
  }
}

/** Code that is no name: nobody can follow it by ear. */
const SYMBOLIC = /[={}[\]<>;|$\\^`"]|\w\([^)]+\)|(?:^|\s)-/

const [PAUSED, JOINED] = [/[，。！？；：、,.!?;:…—～·][”’」』）)》】]{0,9}$/, /^(?:[，。！？；：、,.!?;:…—―─）)】]|[（(][^（()）]{0,40}[)）]$)/]

/** Lines of a verse or a quotation as one: with a comma between, where nothing stands there that is a pause. A dash leads on to a source. */
function inOneLine(text: string): string {
  const lines = text.split('\n')
  if (lines.length === 1) return text
  const [first = '', ...rest] = lines.filter((line, at) => line.trim() !== '' || at === 0 || at === lines.length - 1)
  let [all, last] = [first.trimEnd(), first.trimEnd()]
  for (const [at, written] of rest.entries()) {
    const line = at === rest.length - 1 ? written.trimStart() : written.trim()
    const between = !PAUSED.test(bare(last)) && !JOINED.test(bare(line)) ? '，' : /[\w,.!?;:]$/.test(last) && /^\w/.test(line) ? ' ' : ''
    all += between + line
    last = line
  }
  return all
}

/** In characters, where it is a line of them; else in the words that are said. Of one that is not said, what can be read while its listener is sent to the text. */
function seenFormula(reading: ReturnType<typeof readFormula>, words: string | null): string {
  const seen = reading.isRead ? plainFormula(reading.math) : ''
  const isLine = seen !== '' && !BESIDE_LINE.test(seen)
  if (words === null) return isLine && [...seen].length <= LONGEST_UNSAID ? seen : ''
  return isLine && !NOTED.test(seen) ? seen : words
}

/** What stands above or below in a formula and has no character of its own, and what has several rows. */
const BESIDE_LINE = /[_^]|[；\n]|[{｛](?![^{}｛｝]*[}｝])|[→⟶⟺⇌=]\(/

/** What is above or below, in words that are no one’s, where there are those that are said. */
const NOTED = /（[上下]方：/

type Formula = Extract<Inline, { type: 'formula' }>

/** Words without their marks, which no ear hears; apart formulas, and before words what is struck out of them and the links among them. */
function piecesOf(content: Content): (string | Run | Formula)[] {
  // Words in parts, between which something is struck out.
  const pieces: (string[] | Run | Formula)[] = []
  for (const each of content) {
    if (!isRun(each)) {
      if (each.type === 'formula') pieces.push(each)
      continue
    }
    if (isSymbolic(each)) {
      pieces.push(each)
      continue
    }
    const last = pieces.at(-1)
    const parts = Array.isArray(last) ? last : []
    if (parts === last) pieces.pop()
    const isTold = each.text.trim() !== '' && (each.strike || each.link !== undefined)
    pieces.push(...(isTold ? [each] : []), parts)
    if (!each.strike) parts.push((parts.pop() ?? '') + each.text)
    else if (isTold) parts.push(...(parts.length === 0 ? ['', ''] : ['']))
  }
  return pieces.map((piece, at) => {
    if (!Array.isArray(piece)) return piece
    const isStart = pieces.slice(0, at).every((before) => !Array.isArray(before) && 'text' in before && !isSymbolic(before))
    const [first = '', ...rest] = piece
    const words = rest.reduce((before, after) => joinedAt(before, after, isStart), first)
    return at === pieces.length - 1 && rest.at(-1)?.trim() === '' ? endedAt(words) : words
  })
}

const isSymbolic = ({ text, code, strike }: Run): boolean => Boolean(code) && !strike && (SYMBOLIC.test(text) || signsOf(text) !== null)

/** Headings of parts, and not of what is within one. */
const leadsOn = (level: number): boolean => level <= 2
const isTitle = (text: string): boolean => /[\p{L}\p{N}]/u.test(text) && !isOwnNote(text)

/** Whether there is anything that a voice can say. */
function hasWords(spoken: readonly Spoken[]): boolean {
  return spoken.some(({ said }) => /[\p{L}\p{N}]/u.test(said))
}

/** Words within a sentence: without the stop at their end. */
function unended(content: Content): Content {
  return content.map((each, at) => (isRun(each) && at === content.length - 1 ? { ...each, text: each.text.trimEnd().replace(/[。.]$/, '') } : each))
}

/** With a stop, where it has none of its own; a pause at its end is none. */
function ended(spoken: readonly Spoken[], stop = '。'): Spoken[] {
  const said = spoken.map((piece) => piece.said).join('')
  if (/[。！？!?…；;：:][”’」』）)》】]*\s*$/.test(said)) return [...spoken]
  const last = spoken.at(-1)
  const words = last !== undefined && last.written === last.said ? endedAt(last.said) : null
  return [...(words === null ? spoken : [...spoken.slice(0, -1), { ...last, written: words, said: words }]), ...plain(stop)]
}

function plain(text: string): Spoken[] {
  return text === '' ? [] : [{ written: '', said: text }]
}

/** Whether no stretch of a sentence is too long to come to a place where a breath is taken. */
function hasPauses(sentence: string): boolean {
  return sentence.split(/[，、：,:…—]/).every((stretch) => saidCharacters(stretch) <= STRETCH)
}

/** Sentences that are longer than a breath, with commas or without. */
function longSentences(said: string): string[] {
  return said.split(/[。！？!?；;]/).filter((sentence) => saidCharacters(sentence) > BREATH)
}
