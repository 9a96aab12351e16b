/**
 * Text above and below the line, which a lesson has no mark for: as the signs that Unicode has for it (`raised-signs.ts`), and, where one
 * of them is missing, as a formula. Reads elements; makes nothing of them.
 */
import type { Raised } from '#preload/document/raised-signs.ts'
import { isElement } from './nodes.ts'
import { styleOf } from './office-html.ts'
import { signsOf } from './tex-signs.ts'

const inline: ReadonlySet<string> = new Set(['SPAN', 'FONT', 'B', 'I', 'EM', 'STRONG', 'U', 'SMALL', 'VAR'])

/** Whether an element sets its text above or below the line; null: neither. */
export function raisedIn(element: Element, tag: string): Raised | null {
  const align = tag === 'SUP' || tag === 'SUB' || inline.has(tag) ? styleOf(element, 'vertical-align') : ''
  if (align === 'super' || align === 'sub') return align
  if (align !== '') return null
  return tag === 'SUP' ? 'super' : tag === 'SUB' ? 'sub' : null
}

/** Whether what is set so says by itself what it is, as the numbers of sources do, or holds what a formula can't: it then stays as it is. */
export function saysItself(element: Element): boolean {
  return (
    /^\s*[[［【〔].*[\]］】〕]\s*$/s.test(element.textContent) ||
    element.querySelector(':not(span, font, b, i, em, strong, u, s, sup, sub, small, var)') !== null
  )
}

/** Longer texts are no exponents: as a formula they could not be written on, nor broken into lines. */
const longest = 30

/** The formula that an element's text is, above or below the place where it stands; null where it is too long for one. */
export function raisedTex(element: Element, where: Raised): string | null {
  const inner = element.textContent.trim().length <= longest ? texWithin(element).trim() : ''
  return inner === '' ? null : `{}${signOf(where)}{${inner}}`
}

const signOf = (where: Raised) => (where === 'super' ? '^' : '_')

function texWithin(parent: Node): string {
  let tex = ''
  for (const child of parent.childNodes) {
    const raised = isElement(child) ? raisedIn(child, child.tagName.toUpperCase()) : null
    if (raised) tex += `${signOf(raised)}{${texWithin(child)}}`
    else tex += isElement(child) ? texWithin(child) : texOf((child.nodeValue ?? '').replace(/\s+/g, ' '))
  }
  return tex
}

/** What mathematics writes as it is; words and other writings are text. */
function texOf(text: string): string {
  return text
    .replace(/[^\w+\-=()*/.,|<>!'′:;α-ωΑ-Ω∞±×·−\s]+/gu, (words) => `\\text{${words.replace(/[\\{}$%#&^~]/g, escaped)}}`)
    .replace(/[α-ωΑ-Ω∞±×·−_]/gu, (sign) => (sign === '_' ? '\\_' : signsOf(sign)))
}

const named: Readonly<Record<string, string>> = { '\\': '\\textbackslash{}', '^': '\\textasciicircum{}', '~': '\\textasciitilde{}' }
const escaped = (sign: string) => named[sign] ?? `\\${sign}`
