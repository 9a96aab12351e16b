/**
 * Questions that stand in a work with their answers: dialogues by 问：and 答：or Q: and A:, and headings that ask within what calls itself
 * a list of questions. Strict, for what is no pair and is taken for one takes an author's own words out of what is learnt: a heading that
 * asks is most often the author's, and a single 问：in the middle of an essay is an example of something.
 */
import type { WorkLine } from '#preload/contract/works.ts'

/** A place in a work: a line, and how many letters of its text stand before it. */
type Place = readonly [line: number, at: number]

/** From where a question is asked to where its answer begins. */
export interface Asked {
  readonly from: Place
  readonly to: Place
}

/** The questions of a work, in order; none overlaps another. */
export function questionsIn(title: string, lines: readonly WorkLine[]): Asked[] {
  const rows = rowsOf(lines)
  const spoken = dialogues(rows)
  const listed = headings(title, lines)
  const taken = new Set(spoken.map(({ from: [line] }) => line))
  const all = [...spoken, ...listed.filter(({ from: [line] }) => !taken.has(line))].sort((a, b) => compare(a.from, b.from))
  return all.filter(({ from }, at) => at === 0 || compare(from, all[at - 1]?.to ?? from) >= 0)
}

const compare = (a: Place, b: Place) => a[0] - b[0] || a[1] - b[1]

/** A line of text as an author sees it: a paragraph may have several. */
interface Row {
  readonly line: number
  readonly at: number
  readonly kind: WorkLine['kind']
  readonly text: string
}

function rowsOf(lines: readonly WorkLine[]): Row[] {
  return lines.flatMap(({ kind, text }, line) => {
    let at = 0
    return text.split('\n').map((part) => {
      const row = { line, at, kind, text: part }
      at += part.length + 1
      return row
    })
  })
}

const number = String.raw`\s?(?<number>\d{1,3}|[一二三四五六七八九十]{1,3})?\s?`
/** Who says so may be named by what they are; by their names only, as in 记者：, nobody knows whose words are learnt. */
const forms = [
  {
    asks: new RegExp(`^\\s*(?:(?:读者|学员|网友|听众|观众|同学|粉丝|家长)?提?问|问题)${number}[：:]\\s*`, 'u'),
    answers: new RegExp(`^\\s*(?:回?答|答复|解答)${number}[：:]\\s*`, 'u'),
    isQuestion: (text: string) => /[？?]|请问|请教|想问|怎么|怎样|如何|为什么|什么|是否|能否|能不能|可不可以|有没有|哪|多少|[吗呢]/u.test(text),
  },
  {
    asks: new RegExp(`^\\s*(?:[QＱ]|Question)${number}[：:]\\s*`, 'u'),
    answers: new RegExp(`^\\s*(?:[AＡ]|Answer)${number}[：:]\\s*`, 'u'),
    isQuestion: (text: string) => /[？?]["”』」）)\s]*$/u.test(text),
  },
] as const

/** Readers tell long stories before they ask; more than this is no question any more. */
const [mostRows, mostLetters] = [8, 1500]

const isSaid = ({ kind }: Pick<Row, 'kind'>) => kind === 'paragraph' || kind === 'item'

function dialogues(rows: readonly Row[]): Asked[] {
  return forms.flatMap((form) => {
    const found: { readonly asked: Asked; readonly row: number }[] = []
    for (let row = 0; row < rows.length; row++) {
      const answer = answerOf(rows, row, form)
      const [first, last] = [rows[row], answer && rows[answer.row]]
      if (!first || !last || !answer) continue
      found.push({ asked: { from: [first.line, first.at], to: [last.line, last.at + answer.letters] }, row })
      row = answer.row
    }
    // Alone it counts where the work begins with it, as an answer to a letter does.
    const isLetter = rows.slice(0, found[0]?.row).every(({ kind }) => kind === 'heading')
    return found.length > 1 || isLetter ? found.map(({ asked }) => asked) : []
  })
}

/** The row of the answer to a question that begins with a row, and how many letters stand there before it; undefined where there is none. */
function answerOf(rows: readonly Row[], at: number, { asks, answers, isQuestion }: (typeof forms)[number]): { row: number; letters: number } | undefined {
  const first = rows[at]
  const begins = first && asks.exec(first.text)
  if (!first || !begins || !(isSaid(first) || first.kind === 'heading')) return undefined
  let question = first.text.slice(begins[0].length)
  // Speech in quotation marks is a story's.
  if (/^[“「『"]/u.test(question)) return undefined
  for (let row = at + 1; row <= at + mostRows; row++) {
    const next = rows[row]
    if (!next || !isSaid(next) || asks.test(next.text)) return undefined
    const answer = answers.exec(next.text)
    if (!answer) {
      question += `\n${next.text}`
      continue
    }
    const [one, other] = [begins.groups?.['number'], answer.groups?.['number']]
    const isSame = one === undefined || other === undefined || one === other
    const said = next.text.slice(answer[0].length)
    const isAnswered = said.trim() === '' ? isAnswering(rows[row + 1]) : !/^[“「『"]/u.test(said)
    const isChoice = /^\s*[BＢ]\s?[：:.．、]/u.test(rows[row + 1]?.text ?? '')
    return isSame && isAnswered && !isChoice && question.length <= mostLetters && isQuestion(question.trim()) ? { row, letters: answer[0].length } : undefined
  }
  return undefined
}

/** Whether a row can be an answer whose mark stands alone above it. */
function isAnswering(row: Row | undefined): boolean {
  return row !== undefined && isSaid(row) && row.text.trim() !== '' && !forms.some(({ asks, answers }) => asks.test(row.text) || answers.test(row.text))
}

/** What stands before the name of a list of questions: a number, and whose or which questions they are. */
const numbered = /^(?:第?[（(]?[\d一二三四五六七八九十]{1,3}[）)]?(?:[章节讲篇课部]|[.．、：:])?[\s：:]*)?/u
const lists = /^(?<of>.{0,8}?)(?:常见(?:的)?(?:问题|疑问|疑惑)|FAQs?|Q\s?[&＆]\s?A)(?:(?:与|和|及)?(?:解答|回答|答疑))?(?:合集|集锦|汇总|整理|篇|部分)?$/iu
const talks =
  /^(?:学员|读者|听众|观众|粉丝|家长|课程|课后|课堂|直播|现场|互动|集中|常见|本课|本章|本讲|本节|群内|你问我|有问必)?(?:问答|答疑|答)(?:环节|时间|专区|实录|精选|合集|集锦|汇总|整理|篇|部分)?$/u

/** Whether a title says that questions follow, and that alone: 如何整理常见问题 is about them. */
function namesList(title: string): boolean {
  const bare = title.trim().replace(numbered, '').trim()
  const of = lists.exec(bare)?.groups?.['of']
  if (of !== undefined) return !/[如怎何么做写改问论谈]|不要|关于/u.test(of)
  return bare !== '答' && talks.test(bare)
}

const longestHeading = 120

/** Headings that ask, right above what answers, within a work or a part that is a list of questions. */
function headings(title: string, lines: readonly WorkLine[]): Asked[] {
  const above: { readonly level: number; readonly isList: boolean }[] = []
  const asked: Asked[] = []
  for (const [at, { kind, text, level = 1 }] of lines.entries()) {
    if (kind !== 'heading') continue
    while ((above.at(-1)?.level ?? 0) >= level) above.pop()
    const isWithin = namesList(title) || above.some(({ isList }) => isList)
    const next = lines[at + 1]
    const asks = text.length <= longestHeading && /[？?]\s*$/u.test(text)
    if (isWithin && asks && next && isSaid(next)) asked.push({ from: [at, 0], to: [at + 1, 0] })
    above.push({ level, isList: namesList(text) })
  }
  return asked
}
