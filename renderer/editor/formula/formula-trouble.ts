/** What is wrong with a formula's source, for an author: where, and in which words. Pure. */
import type { TexReading } from '#preload/formulas/read-tex.ts'
import type { texts } from '#renderer/ui/translate.ts'

type TroubleText = Extract<keyof typeof texts, `formula.wrong-${string}`>

export interface FormulaTrouble {
  readonly text: TroubleText
  /** What stands there, to be filled in. */
  readonly sign: string
  /** Where in the source, in UTF-16 units; the whole of it where that is not known. */
  readonly from: number
  readonly to: number
}

/** A parser's message and the sentence that says the same; what it captures is filled in. */
const sentences: readonly (readonly [RegExp, TroubleText])[] = [
  [/^Unsupported function name: (\\[()[\]])$/, 'formula.wrong-dollar'],
  [/^Unsupported function name: (.+)$/, 'formula.wrong-command'],
  [/^Expected 'EOF', got '}'$/, 'formula.wrong-brace'],
  [/^Expected 'EOF', got '(&)'$/, 'formula.wrong-and'],
  [/^(\\h(?:dash)?line) valid only within array/, 'formula.wrong-and'],
  [/^Expected 'EOF', got '\\right'$/, 'formula.wrong-right'],
  [/^Expected '\\right', got 'EOF'$/, 'formula.wrong-left'],
  [/expected ']'$|^Expected ']'/, 'formula.wrong-bracket'],
  [/^Double superscript$/, 'formula.wrong-superscript'],
  [/^Double subscript$/, 'formula.wrong-subscript'],
  [/^Expected group (?:after|as argument to) '(.+)'$/, 'formula.wrong-script'],
  [/^No such environment: (.+)$/, 'formula.wrong-environment'],
  [/^Expected & or \\\\ or \\cr or \\end$/, 'formula.wrong-begin'],
  [/^Mismatch: (.+?) matched by /, 'formula.wrong-end'],
  [/^Can't use function '(\$|\\\(|\\\[)' in math mode$/, 'formula.wrong-dollar'],
  [/^Can't use function '(.+)' in /, 'formula.wrong-place'],
  [/^Function "(.+)" is not trusted$/, 'formula.wrong-place'],
  [/^(\\middle) without preceding/, 'formula.wrong-place'],
  [/^Too many expansions/, 'formula.wrong-endless'],
  [/^Too much$/, 'formula.wrong-much'],
  [/^Invalid size: '(.+)'$/, 'formula.wrong-size'],
  [/^Invalid delimiter '(.+?)'/, 'formula.wrong-delimiter'],
  [/^Invalid color: '(.+)'$/, 'formula.wrong-color'],
  [/^Multiple \\tag$/, 'formula.wrong-tag'],
]

/** What a reader says of a source, in its own words. */
type Refusal = Extract<TexReading, { isRead: false }>

/** The trouble that a reader tells of. */
export function troubleFrom(tex: string, { message, at, length }: Refusal): FormulaTrouble {
  const from = at === null ? 0 : Math.min(at, tex.length)
  const whole = at === null ? tex : tex.slice(from, from + Math.max(1, length))
  const to = from + whole.trimEnd().length
  const [text, sign] = sentenceFor(tex, message)
  // At the end nothing stands there: what comes before it is unfinished.
  const place = from < to ? { from, to } : { from: Math.max(0, tex.length - 1), to: tex.length }
  return { text, sign: sign === '' ? tex.slice(place.from, place.to) : sign, ...place }
}

function sentenceFor(tex: string, message: string): [TroubleText, string] {
  for (const [pattern, text] of sentences) {
    const found = pattern.exec(message)
    if (found) return [text, found[1] ?? '']
  }
  // The parser says the same of a brace that is not closed and of a command that still needs one.
  if (/'}'/.test(message)) return [openBraces(tex) > 0 ? 'formula.wrong-open' : 'formula.wrong-argument', '']
  return ['formula.wrong-unclear', '']
}

function openBraces(tex: string): number {
  return [...tex.replace(/\\[\s\S]/g, '')].reduce((open, sign) => open + (sign === '{' ? 1 : sign === '}' ? -1 : 0), 0)
}
