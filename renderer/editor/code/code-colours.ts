/**
 * Colours of code, painted by the browser over the text as it is: no element and no text of the page changes, so that neither
 * React nor an input method knows of them. What reads the languages is fetched when the first box of code comes near the screen.
 */
import { type CodeReader, type CodeToken, codeTokens, type Paint, paintedLanguage } from '#preload/document/code-tokens.ts'

let lowlight: Promise<CodeReader | null> | null = null

/** The colours of a text; none where its language is not known, or what reads it can't be fetched. */
export async function tokensOf(text: string, language: string): Promise<readonly CodeToken[]> {
  if (paintedLanguage(text, language) === null) return []
  lowlight ??= import('lowlight').then(
    ({ common, createLowlight }) => createLowlight(common),
    () => {
      lowlight = null
      return null
    },
  )
  const reader = await lowlight
  return reader === null ? [] : codeTokens(reader, text, language)
}

/** Paints tokens over the text of an element. The answer takes the colours off. */
export function paint(element: HTMLElement, tokens: readonly CodeToken[]): () => void {
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
function rangesOf(drawn: readonly Drawn[], { from, to }: CodeToken): StaticRange[] {
  return drawn.flatMap(({ node, from: start, to: end }) => {
    const [a, b] = [Math.max(from, start), Math.min(to, end)]
    return a < b ? [new StaticRange({ startContainer: node, startOffset: a - start, endContainer: node, endOffset: b - start })] : []
  })
}
