/**
 * Colours of code, painted by the browser over the text as it is: no element and no text of the page changes, so that neither
 * React nor an input method knows of them. What reads the languages is fetched when the first box of code comes near the screen.
 */
import type { createLowlight } from 'lowlight'
import { languageCalled } from './code-languages.ts'

/** What a stretch of code is, of few kinds: so many colours can be told apart and read. */
type Paint = 'keyword' | 'string' | 'number' | 'comment' | 'name' | 'type' | 'added' | 'removed'

const paints: Readonly<Record<string, Paint>> = {
  keyword: 'keyword',
  literal: 'keyword',
  'selector-tag': 'keyword',
  name: 'keyword',
  tag: 'keyword',
  string: 'string',
  regexp: 'string',
  subst: 'string',
  symbol: 'string',
  link: 'string',
  number: 'number',
  bullet: 'number',
  comment: 'comment',
  quote: 'comment',
  doctag: 'comment',
  title: 'name',
  section: 'name',
  attr: 'name',
  attribute: 'name',
  property: 'name',
  'selector-id': 'name',
  'selector-class': 'name',
  type: 'type',
  built_in: 'type',
  class: 'type',
  meta: 'type',
  variable: 'type',
  'template-variable': 'type',
  params: 'type',
  addition: 'added',
  deletion: 'removed',
}

/** A stretch of a text in one colour. */
export interface Token {
  readonly from: number
  readonly to: number
  readonly paint: Paint
}

/** Longer code stays plain: reading it would take longer than anyone waits. */
const longest = 50_000

type Reader = Pick<ReturnType<typeof createLowlight>, 'highlight' | 'registered'>
type Part = ReturnType<Reader['highlight']>['children'][number]
let lowlight: Promise<Reader | null> | null = null

/** The colours of a text; none where its language is not known, or what reads it can't be fetched. */
export async function tokensOf(text: string, language: string): Promise<readonly Token[]> {
  const id = languageCalled(language)?.id ?? language
  if (text.length > longest || id === 'plaintext') return []
  lowlight ??= import('lowlight').then(
    ({ common, createLowlight }) => createLowlight(common),
    () => {
      lowlight = null
      return null
    },
  )
  const reader = await lowlight
  return reader?.registered(id) ? flatTokens(reader.highlight(id, text).children) : []
}

function flatTokens(nodes: readonly Part[]): Token[] {
  const tokens: Token[] = []
  let at = 0
  const visit = (node: Part, paint: Paint | null): void => {
    if (node.type === 'text') {
      if (paint) tokens.push({ from: at, to: at + node.value.length, paint })
      at += node.value.length
    } else if (node.type === 'element') {
      const names = node.properties['className']
      const own = Array.isArray(names) ? paints[String(names[0]).replace(/^hljs-/, '')] : undefined
      node.children.forEach((child) => visit(child, own ?? paint))
    }
  }
  nodes.forEach((node) => visit(node, null))
  return tokens
}

/** Paints tokens over the text of an element. The answer takes the colours off. */
export function paint(element: HTMLElement, tokens: readonly Token[]): () => void {
  if (!('highlights' in CSS)) return () => undefined
  const drawn = drawnIn(element)
  const painted = tokens.flatMap((token) => rangesOf(drawn, token).map((range) => ({ range, highlight: highlightOf(token.paint) })))
  for (const { range, highlight } of painted) highlight.add(range)
  return () => {
    for (const { range, highlight } of painted) highlight.delete(range)
  }
}

function highlightOf(name: Paint): Highlight {
  const known = CSS.highlights.get(`code-${name}`) ?? new Highlight()
  CSS.highlights.set(`code-${name}`, known)
  return known
}

interface Drawn {
  readonly node: Text
  readonly from: number
  readonly to: number
}

/** The texts that Slate draws, and where they lie in the block's. */
function drawnIn(element: HTMLElement): Drawn[] {
  let at = 0
  return [...element.querySelectorAll('[data-slate-string]')].flatMap(({ firstChild: node }) => {
    if (!(node instanceof Text)) return []
    const from = at
    at += node.length
    return [{ node, from, to: at }]
  })
}

/** Static ranges: a live one would be moved along with every key. */
function rangesOf(drawn: readonly Drawn[], { from, to }: Token): StaticRange[] {
  return drawn.flatMap(({ node, from: start, to: end }) => {
    const [a, b] = [Math.max(from, start), Math.min(to, end)]
    return a < b ? [new StaticRange({ startContainer: node, startOffset: a - start, endContainer: node, endOffset: b - start })] : []
  })
}
