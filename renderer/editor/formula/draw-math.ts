/**
 * The tree of a formula as MathML on the page, which Chromium draws itself: for what KaTeX has no command for. Only elements, attributes and
 * styles that are known come through, styles one by one, as the content security policy wants it.
 */
import './math.css'
import { childrenOf, type Node, textOf } from '#preload/formulas/formula-tree.ts'

const MATHML = 'http://www.w3.org/1998/Math/MathML'

const elements =
  /^(?:menclose|merror|mfrac|mi|mmultiscripts|mn|mo|mover|mpadded|mphantom|mprescripts|mroot|mrow|ms|mspace|msqrt|mstyle|msub|msubsup|msup|mtable|mtd|mtext|mtr|munder|munderover|none)$/
const attributes =
  /^(?:accent|accentunder|columnspan|depth|displaystyle|fence|form|height|linethickness|lspace|mathbackground|mathcolor|mathsize|mathvariant|maxsize|minsize|movablelimits|rowspan|rspace|scriptlevel|separator|stretchy|symmetric|voffset|width)$/
const styles =
  /^(?:background-color|border|border-bottom|border-left|border-right|border-top|bottom|color|height|left|margin|margin-left|margin-right|math-depth|padding|padding-bottom|padding-left|padding-right|padding-top|position|right|text-align|top|width)$/

/** What a part of a formula stands in. */
interface Around {
  /** How many scripts deep. */
  readonly level: number
  readonly isDisplay: boolean
  readonly isBlock: boolean
  /** Equations that number themselves, so far. */
  readonly numbered: { count: number }
}

/** `<math>` of a formula, with its source for who copies it. `isBlock`: it has a line of its own. */
export function drawMath(tree: Node, tex: string, isDisplay: boolean, isBlock: boolean): Element {
  const math = make('math')
  if (isBlock) math.setAttribute('display', 'block')
  else if (isDisplay) math.setAttribute('displaystyle', 'true')
  const all = drawAll(childrenOf(tree), { level: 0, isDisplay, isBlock, numbered: { count: 0 } })
  const row = make('mrow')
  row.append(...all)
  const annotation = make('annotation')
  annotation.setAttribute('encoding', 'application/x-tex')
  annotation.textContent = tex
  const semantics = make('semantics')
  semantics.append(row, annotation)
  math.append(semantics)
  return math
}

const make = (name: string): Element => document.createElementNS(MATHML, name)

function drawAll(nodes: readonly Node[], around: Around): Element[] {
  return nodes.map((node) => draw(node, around))
}

function draw(node: Node, around: Around): Element {
  const name = node.type !== undefined && elements.test(node.type) ? node.type : 'mrow'
  const element = make(name)
  element.classList.add(...(node.classes ?? []).filter((one) => one !== ''))
  for (const [key, value] of Object.entries(node.attributes ?? {})) if (attributes.test(key)) element.setAttribute(key, String(value))
  setStyles(element, node, around)
  if (isToken(name)) {
    element.textContent = numberIn(node, around) ?? textOf(node)
    if (name === 'mo') setSpaces(element, around)
    return element
  }
  const inner = within(node, around)
  element.append(...childrenOf(node).map((child, index) => draw(child, inner(index))))
  return element
}

const isToken = (name: string): boolean => /^(?:mi|mn|mo|ms|mtext)$/.test(name)

function setStyles(element: Element, node: Node, around: Around): void {
  if (!(element instanceof MathMLElement)) return
  for (const [key, value] of Object.entries(node.style ?? {})) {
    const name = key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    // In a line there is no width to take a part of.
    if (styles.test(name) && (around.isBlock || name !== 'width' || !String(value).includes('%'))) element.style.setProperty(name, String(value))
  }
}

function numberIn(node: Node, { numbered }: Around): string | null {
  const isNumbered = (one: Node): boolean => one.classes?.includes('tml-eqn') === true || (one.children ?? []).some(isNumbered)
  if (!isNumbered(node)) return null
  numbered.count += 1
  return `(${numbered.count})`
}

/** TeX sets operators and relations close in scripts, and leaves no room for a bracket that is not there. */
function setSpaces(element: Element, { level }: Around): void {
  const isNone = element.textContent === ''
  if (!isNone && (level === 0 || element.hasAttribute('lspace') || /[∑∏∫⋃⋂]/.test(element.textContent))) return
  element.setAttribute('lspace', '0')
  element.setAttribute('rspace', '0')
}

/** What the parts of a node stand in. */
function within(node: Node, around: Around): (index: number) => Around {
  const { level, isDisplay } = around
  const script = { ...around, level: level + 1, isDisplay: false }
  switch (node.type) {
    case 'msub':
    case 'msup':
    case 'msubsup':
    case 'munder':
    case 'mover':
    case 'munderover':
    case 'mmultiscripts':
    case 'mroot':
      return (index) => (index === 0 ? around : script)
    case 'mfrac':
      return () => (isDisplay ? { ...around, isDisplay: false } : script)
    default: {
      const { displaystyle, scriptlevel } = node.attributes ?? {}
      const given = typeof displaystyle === 'string' ? displaystyle === 'true' : node.type === 'mtable' ? false : isDisplay
      const own = typeof scriptlevel === 'string' ? (/^[+-]/.test(scriptlevel) ? level + Number(scriptlevel) : Number(scriptlevel)) : level
      return () => ({ ...around, level: own, isDisplay: given })
    }
  }
}
