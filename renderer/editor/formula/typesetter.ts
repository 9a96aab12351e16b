/**
 * Draws formulas that can be read (`preload/formulas`, as publishing reads them): with KaTeX, and as MathML where KaTeX lacks a command.
 * All that is fetched when a text first has a formula. KaTeX draws through the DOM and not through HTML: its styles are set one by one, as
 * the content security policy wants it. A text with many formulas gets them a few a frame, so that opening it never stutters.
 */
import type Katex from 'katex'
import type { KatexOptions } from 'katex'
import type { preparedTex, readTex } from '#preload/formulas/read-tex.ts'
import type { drawMath } from './draw-math.ts'
import { type FormulaTrouble, troubleFrom } from './formula-trouble.ts'

export type Typeset = { readonly node: Node; readonly trouble: null } | { readonly node: null; readonly trouble: FormulaTrouble }

/** Its tree before it is drawn, of which its own types say nothing. */
type KatexTrees = typeof Katex & { __renderToDomTree: (tex: string, options: KatexOptions) => { toNode: () => Node } }

interface Tools {
  readonly katex: KatexTrees
  readonly readTex: typeof readTex
  readonly preparedTex: typeof preparedTex
  readonly drawMath: typeof drawMath
}

let tools: Tools | null = null
let loading = false
const listeners = new Set<() => void>()

/** Hears when formulas can be typeset; asks for what is needed to. */
export function subscribeToTypesetter(listener: () => void): () => void {
  listeners.add(listener)
  load()
  return () => listeners.delete(listener)
}

export const canTypeset = (): boolean => tools !== null

function load(): void {
  if (loading) return
  loading = true
  // Chemistry is an extension of KaTeX, which adds itself to it.
  void Promise.all([
    import('katex'),
    import('#preload/formulas/read-tex.ts'),
    import('./draw-math.ts'),
    import('katex/contrib/mhchem'),
    import('katex/dist/katex.min.css'),
  ]).then(
    ([{ default: katex }, reading, drawing]) => {
      tools = { katex: katex as KatexTrees, ...reading, ...drawing }
      listeners.forEach((listener) => listener())
    },
    // Sources stay what is shown, until the next formula asks again.
    () => {
      loading = false
    },
  )
}

/** Draws a formula, `isDisplay` as one that stands by itself; null until `canTypeset`. */
export function typeset(tex: string, isDisplay: boolean): Typeset | null {
  if (!tools) return null
  const reading = tools.readTex(tex, isDisplay)
  // Also what KaTeX could draw: nothing is shown that could not be published.
  if (!reading.isRead) return { node: null, trouble: troubleFrom(tex, reading) }
  const isAsked = reading.isDisplay === isDisplay
  return { node: (isAsked ? drawnByKatex(tools, tex, isDisplay) : null) ?? tools.drawMath(reading.tree, tex, reading.isDisplay, isDisplay), trouble: null }
}

/** Null where KaTeX lacks something that the formula needs. */
function drawnByKatex({ katex, preparedTex: prepare }: Tools, tex: string, isDisplay: boolean): Node | null {
  const box = document.createElement('span')
  const { source, macros } = prepare(tex)
  try {
    const tree = katex.__renderToDomTree(source, {
      displayMode: isDisplay,
      output: 'htmlAndMathml',
      throwOnError: true,
      strict: 'ignore',
      trust: false,
      macros: { ...macros },
      // No formula of a lesson needs more, and one from elsewhere may ask for endless ones.
      maxExpand: 400,
      maxSize: 40,
    })
    setStylesAside(tree)
    box.append(tree.toNode())
    // As it was written, not as it was prepared, for who copies it.
    for (const annotation of box.querySelectorAll('annotation')) annotation.textContent = tex
  } catch {
    return null
  }
  for (const styled of box.querySelectorAll<HTMLElement | SVGElement | MathMLElement>(`[${aside}]`)) {
    styled.style.cssText = styled.getAttribute(aside) ?? ''
    styled.removeAttribute(aside)
  }
  return box
}

const aside = 'data-style'

/** A style that KaTeX would write as an attribute, as that of the arrow of `\\vec`: the policy wants it set through the DOM. */
function setStylesAside(node: unknown): void {
  if (typeof node !== 'object' || node === null) return
  if ('attributes' in node && isRecord(node.attributes)) {
    const style = node.attributes['style']
    delete node.attributes['style']
    if (style !== undefined) node.attributes[aside] = style
  }
  if ('children' in node && Array.isArray(node.children)) for (const child of node.children) setStylesAside(child)
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Formulas that a frame typesets at most. */
const aFrame = 6
let spent = 0
const waiting: (() => void)[] = []
let isScheduled = false

/** Whether there is still time in this frame for another one; counts it. */
export function claimTurn(): boolean {
  if (spent >= aFrame) return false
  spent += 1
  schedule()
  return true
}

/** Runs when it is its turn; the answer gives it up. */
export function takeTurn(run: () => void): () => void {
  waiting.push(run)
  schedule()
  return () => {
    const at = waiting.indexOf(run)
    if (at >= 0) waiting.splice(at, 1)
  }
}

function schedule(): void {
  if (isScheduled) return
  isScheduled = true
  requestAnimationFrame(() => {
    isScheduled = false
    const due = waiting.splice(0, aFrame)
    spent = due.length
    for (const run of due) run()
    if (spent > 0) schedule()
  })
}
