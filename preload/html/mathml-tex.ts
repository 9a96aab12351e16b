/** MathML as TeX, where a page says a formula only so. What has no way of saying in TeX comes as its text. */
import { isFunction, signsOf } from './tex-signs.ts'

const wrapped: Readonly<Record<string, readonly [before: string, between: string, after: string]>> = {
  mfrac: ['\\frac{', '}{', '}'],
  msup: ['{', '}^{', '}'],
  msub: ['{', '}_{', '}'],
  msubsup: ['{', '}_{', '}'],
  mroot: ['\\sqrt{', '}', ''],
}
const accents: Readonly<Record<string, string>> = {
  '¯': '\\overline',
  '‾': '\\overline',
  '^': '\\hat',
  '~': '\\tilde',
  '→': '\\vec',
  '˙': '\\dot',
  '¨': '\\ddot',
}
/** The TeX of a `<math>` element, or of one within. */
export function texFromMathml(element: Element): string {
  return children(element).join('').trim()
}

function children(element: Element): string[] {
  return [...element.children].map(tex)
}

function tex(element: Element): string {
  const name = element.tagName.toLowerCase()
  const parts = children(element)
  const [first = '', second = '', third = ''] = parts
  switch (name) {
    case 'annotation':
    case 'annotation-xml':
      return ''
    case 'mi':
    case 'mo':
    case 'mn':
      return sign(element.textContent.trim())
    case 'mtext':
      return element.textContent.trim() === '' ? '' : `\\text{${element.textContent.replace(/[{}\\]/g, '')}}`
    case 'mspace':
      return '\\,'
    case 'msqrt':
      return `\\sqrt{${parts.join('')}}`
    case 'mroot':
      return `\\sqrt[${second}]{${first}}`
    case 'msubsup':
      return `{${first}}_{${second}}^{${third}}`
    case 'munderover':
      return `${first.trim()}_{${second}}^{${third}}`
    case 'munder':
      return `${first.trim()}_{${second}}`
    case 'mover':
      return accents[element.children[1]?.textContent.trim() ?? '']
        ? `${accents[element.children[1]?.textContent.trim() ?? '']}{${first}}`
        : `${first.trim()}^{${second}}`
    case 'mfenced':
      return `\\left${element.getAttribute('open') ?? '('}${parts.join(',')}\\right${element.getAttribute('close') ?? ')'}`
    case 'mtable':
      return `\\begin{matrix}${parts.join('\\\\')}\\end{matrix}`
    case 'mtr':
      return parts.join('&')
    default: {
      const around = wrapped[name]
      return around && parts.length > 1 ? `${around[0]}${first}${around[1]}${second}${around[2]}` : parts.join('')
    }
  }
}

function sign(text: string): string {
  if (isFunction(text)) return `\\${text} `
  return /^[a-zA-Z]{2,}$/.test(text) ? `\\mathrm{${text}}` : signsOf(text)
}
