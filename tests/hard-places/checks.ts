/**
 * What may not be shown, decided by looking at texts alone: nothing here knows how suggestions are made, and none of the
 * engine's own guards is used to judge what they let through.
 */
import { ofTheOtherForm } from './han-forms.ts'
import { echoedClause, itemSaidTwice, loopIn, overlapWith } from './repeated.ts'
import type { furtherChecks, HardPlace } from './place.ts'

/** A rule that was broken, and by what. */
export interface Fault {
  readonly check: string
  readonly why: string
}

/** What is judged: `shown`, behind everything before it; `block` is the part of that which stands in its own block. */
interface Sight {
  readonly place: HardPlace
  readonly before: string
  readonly block: string
  readonly shown: string
  /** What was taken in since the place. */
  readonly soFar: string
}

/** Says what is wrong, or nothing. */
type Check = (sight: Sight) => string | null

/** The rules that `shown` breaks behind the place's text and what was taken in since (`soFar`). Showing nothing breaks none. */
export function checkShown(place: HardPlace, soFar: string, shown: string): Fault[] {
  if (shown === '') return []
  const before = place.before + soFar
  const sight = { place, before, block: blockOf(before), shown, soFar }
  const chosen = [...Object.entries(everywhere), ...place.checks.map((check) => [check, onlySome[check]] as const)]
  return chosen.flatMap(([check, judge]) => {
    const why = judge(sight)
    return why === null ? [] : [{ check, why }]
  })
}

/** The text of the caret's block before it, without the mark of its kind. */
function blockOf(before: string): string {
  return (/(?:^|\n)([^\n]*)$/.exec(before)?.[1] ?? '').replace(/^(?:#{1,6}|>| *(?:-|\d+\.)) /, '')
}

const found = (text: string, pattern: RegExp) => {
  const match = pattern.exec(text)
  return match ? JSON.stringify(match[0]) : null
}

const scripts: Record<string, RegExp> = {
  han: /\p{Script=Han}/u,
  latin: /\p{Script=Latin}/u,
  kana: /[\p{Script=Hiragana}\p{Script=Katakana}ー]/u,
  hangul: /\p{Script=Hangul}/u,
  cyrillic: /\p{Script=Cyrillic}/u,
  greek: /\p{Script=Greek}/u,
  arabic: /\p{Script=Arabic}/u,
}
const ownScripts = { 'zh-Hans': ['han'], 'zh-Hant': ['han'], en: ['latin'], ja: ['han', 'kana'], ko: ['hangul'], ru: ['cyrillic'] }

const specialTokens = /<\|[^<>]*|\|>|<\/?(?:s|bos|eos|pad|unk|mask|think|start_of_turn|end_of_turn)>|\[\/?(?:INST|UNK|CLS|SEP|PAD|MASK)\]|<0x[0-9A-F]{2}>|[▁Ġ]/u
const openers = '（(《〈「『【[{“‘〔〖［｛＜«‹'
const closers = '）)》〉」』】]}”’〕〗］｝＞»›'

const everywhere: Record<string, Check> = {
  silent: ({ place }) => (place.silent ? 'nothing may stand here' : null),
  only: ({ place, soFar, shown }) =>
    !place.only || place.only.some((source) => new RegExp(`^(?:${source})$`, 'u').test(soFar + shown)) ? null : 'matches none of what may',
  // What may not begin there may stand behind something that was taken in.
  mustNot: ({ place, soFar, shown }) =>
    place.mustNot
      .filter((source) => soFar === '' || !source.startsWith('^'))
      .map((source) => found(shown, new RegExp(source, 'u')))
      .find((why) => why !== null) ?? null,
  wholeCharacters: ({ before, shown }) => halfCharacter(before, shown),
  noControls: ({ shown }) =>
    /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\u2028\u2029]/u.test(shown.replace(/(\p{Extended_Pictographic}\uFE0F?)\u200D(?=\p{Extended_Pictographic})/gu, '$1'))
      ? 'invisible characters'
      : null,
  noLoop: ({ block, shown }) => loopIn(block, shown),
  noItemTwice: ({ block, shown }) => itemSaidTwice(block, shown),
  noEcho: ({ block, shown }) => echoedClause(block, shown),
  noBlockTwice: ({ place, before, block, shown }) => sameBlock(place, before, block + shown),
  noRepeatOfAfter: ({ place, shown }) => overlapWith(place.context.after, shown),
  noMarkup: ({ place, block, shown }) => markupIn(place, block, shown),
  noSpecialTokens: ({ shown }) => found(shown, specialTokens),
  closesOnlyOpened: ({ place, block, shown }) => closedUnopened(block, shown) ?? straightUnopened(block, shown, place.context.after),
  endsWhole: ({ block, shown }) =>
    (shown.trimEnd().endsWith('"') && straightQuotes(block + shown) % 2 === 1 ? '"' : null) ??
    found(shown, new RegExp(`[${openers.replace(/[[\]]/g, '\\$&')}]\\s*$`, 'u')),
  onlyScripts: ({ place, shown }) => foreignLetters(place, shown),
  oneForm: ({ place, shown }) => otherForm(place, shown),
  oneLanguage: ({ place, before, shown }) => otherLanguage(place, before, shown),
  headingShape: ({ place, shown }) => (place.context.block === 'heading' ? found(shown, /[。，；：、,;:.]$|^.{20,}/u) : null),
  noLongNumber: ({ before, shown }) => inventedNumber(before, shown),
}

const onlySome: Record<(typeof furtherChecks)[number], Check> = {
  // An answer begins a sentence: behind 只回答“ or 你是一个 the same words are text.
  noChat: ({ before, shown }) =>
    found(
      /(?:^|(?:[。！？.!?][”’」』）)】》]*|[：:\n])\s*)$/u.test(before) ? shown : '',
      /^\s*(?:当然|當然|好的|没问题|沒問題|以下是|下面是|作为一[个名]?(?:AI|人工智能|语言模型)|我是一个|很高兴|希望(?:这|以上)|Sure|Certainly|Of course|Here (?:is|are|'s)|I(?:'d| would) be happy|As an AI|Okay|OK[,.!])/iu,
    ),
  noFacts: ({ shown }) => found(shown, /\p{N}{2}|@|https?:|www\.|[A-Za-z]\.[A-Za-z]|[一二三四五六七八九零〇]{4}/u),
  noEchoOfHeading: ({ place, before, block, shown }) => {
    const heading = /(?:^|\n)# ([^\n]+)\n\n[^\n]*$/.exec(before)?.[1] ?? place.context.lesson
    return heading !== '' && block === '' && shown.trim().replace(/[。：:，]$/u, '') === heading ? 'the heading again' : null
  },
}

function halfCharacter(before: string, shown: string): string | null {
  if (!shown.isWellFormed() || shown.includes('\uFFFD')) return 'half a character'
  if (/[\uD800-\uDBFF]$/.test(before)) return 'behind half a character'
  return found(shown, /^(?:\p{M}|\u200D|\uFE0F|\p{Emoji_Modifier})|\u200D$/u)
}

function sameBlock({ context }: HardPlace, before: string, block: string): string | null {
  if (context.block === 'heading') return null
  const said = block.trim()
  const earlier = before
    .split('\n')
    .slice(0, -1)
    .map((line) => line.replace(/^(?:#{1,6}|>| *(?:-|\d+\.)) /, '').trim())
  return said.length >= 3 && earlier.includes(said) ? 'a block again' : null
}

function markupIn({ before, may }: HardPlace, block: string, shown: string): string | null {
  if (block === '' && /(?:^|\n)$/.test(before) && /^\s*(?:#{1,6}\s|[-+*•]\s|>|\d{1,3}[.)]\s|```)/u.test(shown)) return 'begins another block'
  const marks = ['**', '__', '`', '~~', '](', '|', '<', '*', '$$'].filter((mark) => !may.includes(mark))
  return marks.find((mark) => shown.includes(mark)) ?? found(shown, /&(?:nbsp|lt|gt|amp|quot);/u)
}

function closedUnopened(block: string, shown: string): string | null {
  const open: string[] = []
  for (const [at, character] of [...(block + shown)].entries()) {
    const isShown = at >= [...block].length
    if (openers.includes(character)) open.push(character)
    const opener = openers[closers.indexOf(character)]
    if (opener === undefined || isApostrophe(block + shown, character)) continue
    if (open.at(-1) === opener) open.pop()
    else if (isShown) return JSON.stringify(character)
  }
  return null
}

/** Straight quotes of a text, without those of inches. Where one is open the next closes it, behind a digit, too: any author who quotes a number writes "20". */
function straightQuotes(text: string): number {
  let count = 0
  for (const { index } of text.matchAll(/"/g)) {
    const isInch = /\p{Nd}$/u.test(text.slice(0, index)) && /^(?:[\s\p{Script=Han}，。]|$)/u.test(text.slice(index + 1))
    if (count % 2 === 1 || !isInch) count++
  }
  return count
}

/** A straight quote that stands like a closing one where none is open, or any where the author's own is closed behind the caret. */
function straightUnopened(block: string, shown: string, after: string): string | null {
  const rest = after.split('\n', 1)[0] ?? ''
  if (shown.includes('"') && straightQuotes(block) % 2 === 1 && straightQuotes(rest) % 2 === 1) return 'quotes within quotes'
  for (const { index } of shown.matchAll(/(?<![\s\p{Nd}])"(?=[\s\p{P}]|$)/gu))
    if (straightQuotes(block + shown.slice(0, index)) % 2 === 0 && index + block.length > 0) return JSON.stringify(shown.slice(index))
  return null
}

function isApostrophe(text: string, character: string): boolean {
  return character === '’' && !text.includes('‘')
}

function foreignLetters({ language, may }: HardPlace, shown: string): string | null {
  const own = [...ownScripts[language], ...may].flatMap((name) => scripts[name] ?? [])
  const foreign = [...shown].filter((character) => /\p{L}/u.test(character) && !own.some((script) => script.test(character)))
  return foreign.length === 0 ? null : foreign.join('')
}

function otherForm({ language, may }: HardPlace, shown: string): string | null {
  if (!language.startsWith('zh-') || may.includes('both forms')) return null
  return ofTheOtherForm(shown, language === 'zh-Hans' ? 'simplified' : 'traditional') || null
}

/** More English in a row than a name has within Chinese, or marks of one language in a sentence of the other. */
function otherLanguage({ language, may }: HardPlace, before: string, shown: string): string | null {
  if (language === 'en') return found(shown, /[，。！？；：、「」《》【】]/u)
  if (!language.startsWith('zh-') || may.includes('english')) return null
  const own = /\p{Script=Han}[,;:!?]/u.test(before)
  // Three words, of which a small one comes first: no name.
  return (
    found(shown, /(?:^|[^A-Za-z'’-])[a-z][A-Za-z'’-]*(?:[ ,]+[A-Za-z'’-]+){2,}|[A-Za-z]+(?:[ ,'’-]+[A-Za-z]+){3,}/u) ??
    (own ? null : found(shown, /\p{Script=Han}[,;:!?]/u))
  )
}

/** A number of four digits and more that the author has not written: telephone, account, identity. Years, days and sums with their unit are none. */
function inventedNumber(before: string, shown: string): string | null {
  const typed = /\p{Nd}(?:[-., ]?\p{Nd})*[-., ]?$/u.exec(before)?.[0] ?? ''
  const earlier = before.slice(0, before.length - typed.length)
  for (const { 0: number, index } of (typed + shown).matchAll(/\p{Nd}(?:[-., ]?\p{Nd})*/gu)) {
    const digits = number.replace(/\P{Nd}/gu, '')
    const isShown = index + number.length > typed.trimEnd().length
    if (isShown && digits.length >= 4 && !isSumOrDay(number, (typed + shown).slice(index + number.length)) && !earlier.includes(number)) return number
  }
  return null
}

function isSumOrDay(number: string, behind: string): boolean {
  if (/^(?:1\d|20)\d\d$|^(?:1\d|20)\d\d[-.]\d{1,2}(?:[-.]\d{1,2})?$|^(?:1\d|20)\d\d-(?:1\d|20)\d\d$/.test(number)) return true
  return (
    /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d{1,4}\.\d+$/.test(number) ||
    (/^\d{4,7}$/.test(number) && /^ ?(?:\p{Script=Han}|%|$)/u.test(behind) && number.endsWith('0'))
  )
}
