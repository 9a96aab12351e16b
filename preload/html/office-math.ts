/**
 * Formulas of Word as TeX. Its HTML holds them in comments that only Word reads, as OMML among elements of HTML; behind each
 * stands a picture for everyone else. What has no way of saying in TeX comes as what lies in it.
 * https://learn.microsoft.com/en-us/openspecs/office_standards/ms-oe376 (ECMA-376, part 1, 22.1)
 */
import type { HtmlFormula } from './html-objects.ts'
import { isComment, isElement } from './nodes.ts'
import { isFunction, signsOf } from './tex-signs.ts'

const begin = '[if gte msEquation'
const elseBegin = '[if !msEquation]'
const end = '[endif]'

/** More is no formula, and would stop the page. */
const longestOmml = 400_000

const read = new WeakMap<Node, readonly HtmlFormula[]>()

/** The formulas that a comment of Word holds; none of any other. */
export function formulasIn(comment: Node): readonly HtmlFormula[] {
  const known = read.get(comment)
  if (known) return known
  const formulas = readFormulas(isComment(comment) ? (comment.nodeValue ?? '') : '', comment.ownerDocument)
  read.set(comment, formulas)
  return formulas
}

function readFormulas(source: string, document: Document | null): HtmlFormula[] {
  return document && source.startsWith(begin) ? formulasOf(source.slice(source.indexOf(']>') + 2).replace(/<!\[endif\]$/, ''), document) : []
}

/** The formulas of a piece of OMML. `document` is only asked for what can hold it: nothing runs, nothing is loaded. */
export function formulasOf(omml: string, document: Document): HtmlFormula[] {
  if (omml.length > longestOmml) return []
  // What a template makes belongs to a document that is never shown.
  const holder = document.createElement('template').content.ownerDocument.createElement('div')
  // HTML knows no elements of others that close themselves.
  holder.innerHTML = omml.replace(/<(m:\w+)((?:\s[^<>]*)?)\/>/gi, '<$1$2></$1>')
  return [...holder.getElementsByTagName('m:omath')].flatMap((math) => {
    const tex = texFromOmml(math)
    return tex === '' ? [] : [{ tex, isBlock: math.closest('m\\:omathpara') !== null }]
  })
}

/** Among the children of a node, the pictures that stand for formulas that were read, as a set to pass over. */
export function fallbackNodes(parent: Node): ReadonlySet<Node> {
  const passed = new Set<Node>()
  let [isRead, depth] = [false, 0]
  for (const node of parent.childNodes) {
    const said = isComment(node) ? (node.nodeValue ?? '') : ''
    if (said.startsWith(begin)) isRead = formulasIn(node).length > 0
    else if (said === elseBegin ? isRead : depth > 0 && /^\[if [^>]*\]$/.test(said)) depth += 1
    else if (said === end && depth > 0) depth -= 1
    else if (depth > 0) passed.add(node)
  }
  return passed
}

/** The TeX of an `m:oMath` element, or of one within. */
export function texFromOmml(element: Element): string {
  return inside(element).replace(/ {2,}/g, ' ').trim()
}

function inside(element: Element): string {
  return [...element.children].map(tex).join('')
}

type Writer = (element: Element) => string

const writers: Readonly<Record<string, Writer>> = {
  'm:r': run,
  'm:f': fraction,
  'm:rad': (element) => {
    const degree = isOn(element, 'deghide') ? '' : part(element, 'deg')
    return degree === '' ? `\\sqrt{${part(element, 'e')}}` : `\\sqrt[${degree}]{${part(element, 'e')}}`
  },
  'm:ssup': (element) => `${base(element)}^{${part(element, 'sup')}}`,
  'm:ssub': (element) => `${base(element)}_{${part(element, 'sub')}}`,
  'm:ssubsup': (element) => `${base(element)}_{${part(element, 'sub')}}^{${part(element, 'sup')}}`,
  'm:spre': (element) => `{}_{${part(element, 'sub')}}^{${part(element, 'sup')}}${base(element)}`,
  'm:nary': nary,
  'm:d': delimited,
  'm:func': (element) => `${part(element, 'fname')} ${written(element, 'e')}`,
  'm:limlow': (element) => limit(element, 'underset', '_'),
  'm:limupp': (element) => limit(element, 'overset', '^'),
  'm:acc': (element) => `${accents[value(element, 'chr') ?? '\u0302'] ?? '\\hat'}{${part(element, 'e')}}`,
  'm:bar': (element) => `${value(element, 'pos') === 'top' ? '\\overline' : '\\underline'}{${part(element, 'e')}}`,
  'm:groupchr': grouped,
  'm:borderbox': (element) => `\\boxed{${part(element, 'e')}}`,
  'm:m': (element) => `\\begin{matrix}${rows(element)}\\end{matrix}`,
  'm:eqarr': (element) => `\\begin{aligned}${lines(element)}\\end{aligned}`,
}

function tex(element: Element): string {
  const name = element.tagName.toLowerCase()
  const write = writers[name]
  if (write) return write(element)
  // Properties say how it looks; Word's marks of paragraphs say nothing.
  return /^m:\w+pr$|^o:p$/.test(name) ? '' : inside(element)
}

/** A run's text: letters of mathematical alphabets are the letters that they show. */
function run(element: Element): string {
  const said = [...element.childNodes].map((node) => (isElement(node) && /^m:\w*pr$/i.test(node.tagName) ? '' : (node.textContent ?? ''))).join('')
  const text = said.normalize('NFKC').replace(/\s+/g, ' ')
  if (isOn(element, 'nor')) return text === '' ? '' : `\\text{${asText(text)}}`
  if (isFunction(text.trim())) return functionName(text)
  return text
    .replace(words, (word) => `\\text{${word}}`)
    .replace(/\\text\{[^}]*\}|[^\\]+|\\/g, (piece) => (piece.startsWith('\\text{') ? piece : withAmpersands(element, piece)))
}

/** What is no sign of mathematics. */
const words = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\u3001-\u303f\uff01-\uff5e]+/gu

/** In lines that are set under each other, this sign says where. */
function withAmpersands(element: Element, text: string): string {
  const isAligned = element.closest('m\\:eqarr') !== null
  return isAligned ? text.split('&').map(signsOf).join('&') : signsOf(text)
}

const asText = (text: string) => text.replace(/[{}\\$%#&_^~]/g, '')

function functionName(name: string): string {
  const word = name.trim()
  return isFunction(word) ? `\\${word} ` : word
}

function fraction(element: Element): string {
  const [above, below] = [part(element, 'num'), part(element, 'den')]
  const type = value(element, 'type')
  if (type === 'lin' || type === 'skw') return `{${above}}/{${below}}`
  return type === 'noBar' || type === 'nobar' ? `\\genfrac{}{}{0pt}{}{${above}}{${below}}` : `\\frac{${above}}{${below}}`
}

function nary(element: Element): string {
  const [below, above] = ['sub', 'sup'].map((name) => (isOn(element, `${name}hide`) ? '' : part(element, name)))
  const sign = signsOf(value(element, 'chr') ?? '∫').trim()
  return `${sign}${below ? `_{${below}}` : ''}${above ? `^{${above}}` : ''} ${written(element, 'e')}`
}

const fences: Readonly<Record<string, string>> = {
  '': '.',
  '{': '\\{',
  '}': '\\}',
  '‖': '\\|',
  '∥': '\\|',
  '⟨': '\\langle',
  '〈': '\\langle',
  '⟩': '\\rangle',
  '〉': '\\rangle',
  '⌊': '\\lfloor',
  '⌋': '\\rfloor',
  '⌈': '\\lceil',
  '⌉': '\\rceil',
}
const fence = (sign: string) => `${fences[sign] ?? sign} `

function delimited(element: Element): string {
  const [open, close, between] = [value(element, 'begchr') ?? '(', value(element, 'endchr') ?? ')', value(element, 'sepchr') ?? '|']
  const parts = partsOf(element, 'e')
  const [only] = parts
  const lined = parts.length === 1 && only?.children.length === 1 ? only.children[0] : undefined
  if (open === '{' && close === '' && lined?.tagName.toLowerCase() === 'm:eqarr') return `\\begin{cases}${lines(lined)}\\end{cases}`
  return `\\left${fence(open)}${parts.map(inside).join(` \\middle${fence(between)}`)}\\right${fence(close)}`
}

const accents: Readonly<Record<string, string>> = {
  '\u0300': '\\grave',
  '\u0301': '\\acute',
  '\u0302': '\\hat',
  '\u0303': '\\tilde',
  '\u0304': '\\bar',
  '\u0305': '\\overline',
  '\u0306': '\\breve',
  '\u0307': '\\dot',
  '\u0308': '\\ddot',
  '\u030c': '\\check',
  '\u20d6': '\\overleftarrow',
  '\u20d7': '\\vec',
}

function grouped(element: Element): string {
  const sign = value(element, 'chr') ?? '⏟'
  if (sign === '⏟') return `\\underbrace{${part(element, 'e')}}`
  if (sign === '⏞') return `\\overbrace{${part(element, 'e')}}`
  return `\\${value(element, 'pos') === 'top' ? 'overset' : 'underset'}{${signsOf(sign)}}{${part(element, 'e')}}`
}

/** `\lim_{…}`, a brace with what it says, or one above the other. */
function limit(element: Element, set: string, at: '_' | '^'): string {
  const [named, of] = [part(element, 'e').trim(), part(element, 'lim')]
  const name = functionName(named)
  return /^\\(?:[a-z]+ ?$|(?:under|over)brace\{)/.test(name) ? `${name.trim()}${at}{${of}} ` : `\\${set}{${of}}{${named}}`
}

function rows(element: Element): string {
  return partsOf(element, 'mr')
    .map((row) => partsOf(row, 'e').map(inside).join('&'))
    .join('\\\\')
}

function lines(element: Element): string {
  return partsOf(element, 'e').map(inside).join('\\\\')
}

/** What a sign above or below stands at: one letter as it is, anything else together. */
function base(element: Element): string {
  const text = part(element, 'e')
  return /^[A-Za-z0-9]$/.test(text) ? text : `{${text}}`
}

/** Parts of that name; elements of HTML may lie around them. */
function partsOf(element: Element, name: string): Element[] {
  return [...element.children].flatMap((child) => {
    const called = child.tagName.toLowerCase()
    if (called === `m:${name}`) return [child]
    return called.startsWith('m:') ? [] : partsOf(child, name)
  })
}

/** With the space that ends the name of a sign, which a letter may follow. */
function written(element: Element, name: string): string {
  return partsOf(element, name).map(inside).join('')
}

function part(element: Element, name: string): string {
  return written(element, name).trim()
}

/** The properties of an element, of which its name says whose they are. */
function property(element: Element, name: string): Element | undefined {
  const properties = [...element.children].find((child) => /^m:\w*pr$/i.test(child.tagName))
  return [...(properties?.getElementsByTagName(`m:${name}`) ?? [])][0]
}

function value(element: Element, name: string): string | null {
  return property(element, name)?.getAttribute('m:val') ?? null
}

function isOn(element: Element, name: string): boolean {
  const found = property(element, name)
  return found !== undefined && !/^(?:0|off|false)$/.test(found.getAttribute('m:val') ?? '')
}
