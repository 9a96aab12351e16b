/**
 * Typesets formulas with KaTeX, which is fetched when a text first has one. It draws through the DOM and not through
 * HTML: its styles are set one by one, as the content security policy wants it. A text with many formulas gets them a few
 * a frame, so that opening it never stutters.
 */
import type Katex from 'katex'
import type { KatexOptions } from 'katex'
import { type FormulaTrouble, troubleFrom } from './formula-trouble.ts'

export type Typeset = { readonly node: Node; readonly trouble: null } | { readonly node: null; readonly trouble: FormulaTrouble }

/** Its tree before it is drawn, of which its own types say nothing. */
type KatexTrees = typeof Katex & { __renderToDomTree: (tex: string, options: KatexOptions) => { toNode: () => Node } }

let katex: KatexTrees | null = null
let loading = false
const listeners = new Set<() => void>()

/** Hears when formulas can be typeset; asks for what is needed to. */
export function subscribeToTypesetter(listener: () => void): () => void {
  listeners.add(listener)
  load()
  return () => listeners.delete(listener)
}

export const canTypeset = (): boolean => katex !== null

function load(): void {
  if (loading) return
  loading = true
  void Promise.all([import('katex'), import('katex/dist/katex.min.css')]).then(
    ([{ default: loaded }]) => {
      katex = loaded as KatexTrees
      listeners.forEach((listener) => listener())
    },
    // Sources stay what is shown, until the next formula asks again.
    () => {
      loading = false
    },
  )
}

/** No formula of a lesson needs more, and one from elsewhere may ask for endless ones. */
const limits = { maxExpand: 400, maxSize: 40 }

/** Draws a formula, `isDisplay` as one that stands by itself; null until `canTypeset`. */
export function typeset(tex: string, isDisplay: boolean): Typeset | null {
  if (!katex) return null
  const box = document.createElement('span')
  try {
    const tree = katex.__renderToDomTree(tex, {
      displayMode: isDisplay,
      output: 'htmlAndMathml',
      throwOnError: true,
      strict: 'ignore',
      trust: false,
      ...limits,
    })
    setStylesAside(tree)
    box.append(tree.toNode())
  } catch (error) {
    // Beside what its parser tells, only sources nested thousands deep throw: they are as wrong.
    return { node: null, trouble: troubleFrom(tex, error) }
  }
  for (const styled of box.querySelectorAll<HTMLElement | SVGElement | MathMLElement>(`[${aside}]`)) {
    styled.style.cssText = styled.getAttribute(aside) ?? ''
    styled.removeAttribute(aside)
  }
  return { node: box, trouble: null }
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
