/**
 * TeX to a tree, by Temml: it accepts most of what authors write (also chemistry by \ce and units by \pu) and is small. What it takes
 * otherwise than other programs is brought to it first, so that a source need not be changed.
 */
import * as temml from 'temml'
import type { Node } from './formula-tree.ts'
import { boundedTree, type Gullet, guarded, TooMuch } from './within-bounds.ts'
import { mendedTree } from './mended-tree.ts'
import { knownNames, namesOfPages } from './tex-names.ts'

/** What came of reading a source. `message` is the parser's own, in English; `at` the character it is about, and how many, where that is known. */
export type TexReading =
  | { readonly isRead: true; readonly tree: Node; readonly isDisplay: boolean }
  | { readonly isRead: false; readonly message: string; readonly at: number | null; readonly length: number }

/** What a command stands for; it may be worked out when it is met. */
export type Macros = Readonly<Record<string, string | ((gullet: Gullet) => string)>>

/** Temml's settings that are used here. */
interface Settings {
  readonly displayMode: boolean
  readonly throwOnError: true
  readonly trust: false
  readonly macros: Macros
  readonly maxExpand: number
  readonly maxSize: readonly [em: number, pt: number]
}

// Its types say CommonJS, so that they lack what its module has: everything as the default.
const { __renderToMathMLTree: render } = temml.default as unknown as { __renderToMathMLTree: (tex: string, settings: Settings) => Node }

/** What a document allows of a formula. */
const LONGEST = 20_000

/** Reads a formula. `isDisplay`: it stands by itself rather than in a line; what only can is read as if it did. */
export function readTex(tex: string, isDisplay: boolean): TexReading {
  if (tex.length > LONGEST) return { isRead: false, message: 'Too much', at: null, length: 0 }
  const reading = attempt(tex, tex, isDisplay)
  if (reading.isRead) return reading
  // Numbered equations in a line make no sense to TeX, but they do to who wrote them.
  if (!isDisplay && reading.message.includes('display mode')) return readTex(tex, true)
  // A big bracket whose other half is none confuses the parser, unless it is in braces.
  if (reading.message.includes("'undefined'"))
    return attempt(tex, tex.replaceAll(/(\\[bB]igg?[lrm]?)\s*(\\[a-zA-Z]+|\\[^a-zA-Z]|[^\s\\{])/g, '$1{$2}'), isDisplay)
  return reading
}

/** Every formula begins with it, so that reading it is watched. */
const WATCH = '\\@watched '

function attempt(written: string, tex: string, displayMode: boolean): TexReading {
  try {
    const { source, macros } = preparedTex(tex)
    const tree = render(WATCH + source, {
      displayMode,
      throwOnError: true,
      trust: false,
      macros: { ...knownNames, ...macros, [WATCH.trim()]: guarded },
      maxExpand: 2000,
      maxSize: [40, 480],
    })
    return refersElsewhere(tree) ? reference(written) : { isRead: true, tree: mendedTree(boundedTree(tree)), isDisplay: displayMode }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return refused(written, error)
  }
}

/** Where another equation's number would stand: Temml leaves nothing there, for whoever shows all formulas of a page to fill in. */
function refersElsewhere(node: Node): boolean {
  return (node.classes?.includes('tml-ref') ?? false) || (node.children ?? []).some(refersElsewhere)
}

/** A formula knows of no other: as KaTeX, which has no such command, says it. */
function reference(written: string): TexReading {
  const [name] = /\\(?:eq)?ref(?![a-zA-Z])/.exec(written) ?? []
  return {
    isRead: false,
    message: `Unsupported function name: ${name ?? '\\ref'}`,
    at: name === undefined ? null : written.indexOf(name),
    length: name?.length ?? 0,
  }
}

/** A source, and the commands that it needs, as parsers of TeX other than TeX itself take it: every sign keeps its place. */
export function preparedTex(tex: string): { readonly source: string; readonly macros: Macros } {
  const { source, operators } = withoutDeclarations(withoutAddresses(tex))
  return { source, macros: { ...namesOfPages, ...operators, '\\newcommand': newCommand } }
}

/** A source's own commands may be called as ones that its reader has: LaTeX mostly has not. */
function newCommand(gullet: Gullet): string {
  const first = gullet.popToken().text
  const name = first === '{' ? gullet.popToken().text : first
  if (first === '{') gullet.popToken()
  return `${gullet.isDefined(name) ? '\\renewcommand' : '\\providecommand'}{${name}}`
}

/** Operators that a source declares, which readers have no word for, as macros. Blanks take their place, so that all else keeps its own. */
function withoutDeclarations(tex: string): { readonly source: string; readonly operators: Record<string, string> } {
  const operators: Record<string, string> = {}
  const source = tex.replaceAll(
    /\\DeclareMathOperator(\*?)\s*\{?\s*(\\[a-zA-Z]+)\s*\}?\s*\{((?:[^{}]|\{[^{}]*\})*)\}/g,
    (whole, star: string, name: string, text: string) => {
      operators[name] = `\\operatorname${star}{${text}}`
      return ' '.repeat(whole.length)
    },
  )
  return { source, operators }
}

/** Where the links of a source lead. */
export function linksIn(tex: string): string[] {
  // In TeX some signs of an address stand behind a backslash.
  return [...tex.matchAll(ADDRESSES)].flatMap(([, before = '', address = '']) =>
    !before.startsWith('\\href') || address.trim() === '' ? [] : [address.trim().replaceAll(/\\([%#&_~^])/g, '$1')],
  )
}

/** Where a link leads, or how a web page would style it, is not part of a formula, and may hold signs that mean something in one, such as %. */
function withoutAddresses(tex: string): string {
  return tex.replaceAll(ADDRESSES, (whole, before?: string, address?: string) =>
    before === undefined || address === undefined ? whole : `${before}${'-'.repeat(address.length)}}`,
  )
}

/** What braces hold, with braces in them. */
const BRACED = Array.from({ length: 4 }).reduce<string>((within) => String.raw`(?:[^{}\\]|\\[^]|\{${within}\})*`, '')
/** Commands with an address. Other commands and comments are gone over: the sign behind a backslash begins none, and a comment holds none. */
const ADDRESSES = new RegExp(String.raw`(\\(?:href|html[A-Z][a-z]+)\s*\{)(${BRACED})\}|\\[^]|%[^\n]*`, 'g')

function refused(written: string, error: Error): TexReading {
  if (error instanceof TooMuch || error instanceof RangeError) return { isRead: false, message: 'Too much', at: null, length: 0 }
  // Temml stumbles over a script that has nothing in it.
  const script = error instanceof TypeError ? /([_^])\s*(?=$|[}&^_]|\\\\|\\right|\\end)/.exec(written) : null
  if (script) return { isRead: false, message: `Expected group after '${script[1]}'`, at: script.index, length: 1 }
  const message = error.message.replaceAll('\u0332', '')
  const position: unknown = Reflect.get(error, 'position')
  const marked = [...error.message.matchAll(/([^])\u0332/g)].map(([, sign]) => sign).join('')
  const at = typeof position === 'number' ? position - WATCH.length : -1
  // A place in a macro, or in a source that was changed, is none that the author knows.
  const isPlace = at >= 0 && at <= written.length && written.startsWith(marked, at)
  return {
    isRead: false,
    message: message.replace(/ at (?:position \d+|end of input):[^]*$/, '').trim(),
    at: isPlace ? at : null,
    length: isPlace ? marked.length : 0,
  }
}
