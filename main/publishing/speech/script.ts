/**
 * A lesson as what is read aloud (口播稿): headings become transitions, lists are counted, small tables and simple formulas are said, and for
 * what ears can't follow the listener is sent to the text. Rules only; not a word of its own but for these.
 */
import { isRun } from '#preload/document/lines.ts'
import type { BlockId, Run, Table } from '#preload/document/schema.ts'
import type { Findings } from '../desk/finding.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { visibleCharacters } from '../prose/counting.ts'
import { type Content, type Prose, type ProseBlock, type ProseList, textOf } from '../prose/prose.ts'
import { TONES } from '../prose/tones.ts'
import { amount } from './numbers.ts'
import { unsureWords } from './polyphones.ts'
import { type Pronunciations, readAloud, type Spoken } from './readings.ts'
import { spokenFormula } from './spoken-formula.ts'

/** One thing that is said in a go. */
export interface ScriptLine {
  readonly block: BlockId | null
  readonly spoken: readonly Spoken[]
  /** Said to send the listener to the text; not the author's words. */
  readonly isHint: boolean
  /** Milliseconds of silence after it. */
  readonly pause: number
}

export interface Script {
  readonly lines: readonly ScriptLine[]
}

const PAUSES = { item: 350, paragraph: 600, heading: 900, hint: 700 } as const
/** 字 that one breath carries: of a sentence, whose commas are too short a rest. */
const BREATH = 45
/** A table that can be said: more columns or rows than these nobody keeps in mind. */
const SAYABLE = { columns: 3, rows: 5 } as const

export function scriptOf(prose: Prose, own: Pronunciations, findings: Findings): Script {
  return new ScriptWriter(own, findings).write(prose)
}

class ScriptWriter {
  readonly #own: Pronunciations
  readonly #findings: Findings
  readonly #lines: ScriptLine[] = []
  readonly #unsure = new Set<string>()
  #headings = 0

  constructor(own: Pronunciations, findings: Findings) {
    this.#own = own
    this.#findings = findings
  }

  write({ blocks, notes }: Prose): Script {
    for (const block of blocks) this.#block(block)
    for (const note of notes) this.#findings.add('lost', 'note-unsaid', textOf(note.content), note.id)
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
        this.#say(block.lines[0]?.id ?? null, plain('有这样一段话：'), PAUSES.item)
        for (const line of block.lines) this.#say(line.id, this.#spoken(line.content, line.id), PAUSES.paragraph)
        return
      case 'callout':
        this.#say(block.lines[0]?.id ?? null, plain(`${TONES[block.tone]}：`), PAUSES.item)
        for (const line of block.lines) this.#say(line.id, this.#spoken(line.content, line.id), PAUSES.paragraph)
        return
      case 'code':
        this.#findings.add('changed', 'code-unsaid', block.text, block.id)
        return this.#hint(block.id, `这里有一段${block.language === null ? '' : ` ${block.language} `}代码`)
      case 'formula':
        return this.#formula(block.tex, block.id)
      case 'image':
        this.#findings.add('changed', 'image-unsaid', textOf(block.caption) || block.alt, block.id)
        return this.#hint(block.id, `这里有一张图${wordsBehind(textOf(block.caption) || block.alt)}`)
      case 'table':
        return this.#table(block.table)
      case 'divider':
        return this.#lengthen(PAUSES.heading)
    }
  }

  #heading({ id, level, content }: Extract<ProseBlock, { kind: 'heading' }>): void {
    this.#lengthen(PAUSES.heading)
    const opening = level > 2 ? '' : this.#headings++ === 0 ? '我们先来看，' : '接下来，'
    this.#say(id, [...plain(opening), ...this.#spoken(content, id), ...plain('。')], PAUSES.heading)
  }

  #list({ isOrdered, items }: ProseList): void {
    for (const [index, { id, content, isDone, inside }] of items.entries()) {
      const opening = isDone === null ? (isOrdered ? `第${amount(String(index + 1))}，` : '') : isDone ? '已完成，' : '待办，'
      this.#say(id, [...plain(opening), ...this.#spoken(content, id)], PAUSES.item)
      for (const list of inside) this.#list(list)
    }
    this.#lengthen(PAUSES.paragraph)
  }

  #formula(tex: string, id: BlockId): void {
    const reading = readFormula(tex, true)
    const words = reading.isRead ? spokenFormula(reading.math) : null
    if (words !== null) return this.#say(id, [{ written: tex, said: words }, ...plain('。')], PAUSES.paragraph)
    this.#findings.add('changed', 'formula-unsaid', tex, id)
    this.#hint(id, '这里有一个公式')
  }

  #table({ id, children, hasHeader }: Table): void {
    const [head, ...rows] = children
    const isRegular = children.every(
      (row) => row.children.length === head?.children.length && row.children.every(({ colspan, rowspan }) => !colspan && !rowspan),
    )
    if (!head || !hasHeader || !isRegular || head.children.length > SAYABLE.columns || head.children.length < 2 || rows.length > SAYABLE.rows) {
      this.#findings.add('changed', 'table-unsaid', children[0]?.children.map((cell) => textOf(cell.children)).join(' ') ?? '', id)
      return this.#hint(id, '这里有一张表格')
    }
    const [subject, ...columns] = head.children
    const what = this.#spoken(subject?.children ?? [], id)
    if (what.some(({ said }) => visibleCharacters(said) > 0)) this.#say(id, [...plain('下面按'), ...what, ...plain('来说。')], PAUSES.item)
    for (const row of rows) {
      const [first, ...rest] = row.children
      const said = rest.flatMap((cell, index) => [
        ...plain(index === 0 ? '，' : '；'),
        ...this.#spoken(columns[index]?.children ?? [], id),
        ...plain('是'),
        ...this.#spoken(cell.children, id),
      ])
      this.#say(id, [...this.#spoken(first?.children ?? [], id), ...said, ...plain('。')], PAUSES.item)
    }
    this.#lengthen(PAUSES.paragraph)
  }

  #hint(block: BlockId, what: string): void {
    this.#lines.push({ block, spoken: plain(`（${what}，请看文稿。）`), isHint: true, pause: PAUSES.hint })
  }

  #say(block: BlockId | null, spoken: readonly Spoken[], pause: number): void {
    const said = spoken.map((piece) => piece.said).join('')
    if (visibleCharacters(said) === 0) return
    if (block !== null)
      for (const sentence of longSentences(said)) this.#findings.add('advice', 'breath', sentence, block, { most: BREATH, is: visibleCharacters(sentence) })
    this.#lines.push({ block, spoken, isHint: false, pause })
  }

  /** The silence before what comes. */
  #lengthen(pause: number): void {
    const last = this.#lines.at(-1)
    if (last) this.#lines[this.#lines.length - 1] = { ...last, pause: Math.max(last.pause, pause) }
  }

  #spoken(content: Content, block: BlockId): Spoken[] {
    return content.flatMap((each): Spoken[] => {
      if (isRun(each)) return this.#run(each, block)
      if (each.type === 'note-mark') return []
      const reading = readFormula(each.tex, false)
      const words = reading.isRead ? spokenFormula(reading.math) : null
      if (words === null) this.#findings.add('changed', 'formula-unsaid', each.tex, block)
      return [{ written: each.tex, said: words ?? '（公式见文稿）' }]
    })
  }

  /** Each word once a lesson, but for those that the author has told. */
  #adviseReadings(text: string, block: BlockId): void {
    for (const word of unsureWords(text)) {
      if (this.#unsure.has(word) || [...this.#own.keys()].some((own) => own !== '' && (word.includes(own) || own.includes(word)))) continue
      this.#unsure.add(word)
      this.#findings.add('advice', 'reading-unsure', word, block)
    }
  }

  #run({ text, link, strike }: Run, block: BlockId): Spoken[] {
    // What an author struck out is no longer what they say, and a voice can't show the line through it.
    if (strike) {
      if (text.trim() !== '') this.#findings.add('lost', 'strike-unsaid', text, block)
      return []
    }
    if (link !== undefined && text !== '') this.#findings.add('changed', 'link-unsaid', text, block)
    this.#adviseReadings(text, block)
    return readAloud(text.replaceAll(UNSAID, '').replaceAll('\n', '，'), this.#own)
  }
}

/** Pictures among letters, which nobody says. */
const UNSAID = /\p{Extended_Pictographic}(?:\u200d\p{Extended_Pictographic}|\ufe0f|\p{Emoji_Modifier})*|[\u{1f1e6}-\u{1f1ff}]{2}/gu

function plain(text: string): Spoken[] {
  return text === '' ? [] : [{ written: '', said: text }]
}

function wordsBehind(words: string): string {
  return words.trim() === '' ? '' : `，${words.trim().replace(/[。.]$/, '')}`
}

/** Sentences that are longer than a breath, with commas or without. */
function longSentences(said: string): string[] {
  return said.split(/[。！？!?；;]/).filter((sentence) => visibleCharacters(sentence) > BREATH)
}
