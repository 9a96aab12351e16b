/**
 * A page that a target made, as the document of a frame: built anew, element by element, from what is harmless. The frame may run no
 * script and inherits the studio's content security policy, which lets nothing in from elsewhere and no style that stands in HTML: so
 * styles go through the browser's own objects. What the page loads is its pictures, from this studio alone.
 */

const svg = 'http://www.w3.org/2000/svg'
const mathml = 'http://www.w3.org/1998/Math/MathML'
const html = 'http://www.w3.org/1999/xhtml'

const namesIn = (list: string): ReadonlySet<string> => new Set(list.split('|'))

/** Elements by what they are of. Of others the content alone is kept. */
const known: Readonly<Record<string, ReadonlySet<string>>> = {
  [html]: namesIn(
    'a|abbr|article|aside|b|bdi|bdo|blockquote|br|caption|cite|code|col|colgroup|data|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|footer|h1|h2|h3|h4|h5|h6|header|hgroup|hr|i|img|ins|kbd|li|main|mark|nav|ol|p|pre|q|rp|rt|ruby|s|samp|section|small|span|strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|u|ul|var|wbr',
  ),
  [svg]: namesIn('svg|g|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|defs|title|desc|clipPath|mask|linearGradient|radialGradient|stop|marker'),
  [mathml]: namesIn(
    'math|mi|mn|mo|ms|mtext|mspace|mrow|mfrac|msqrt|mroot|mstyle|merror|mpadded|mphantom|msub|msup|msubsup|munder|mover|munderover|mmultiscripts|mprescripts|none|mtable|mtr|mtd|semantics|menclose',
  ),
}

/** Nothing of these is kept. */
const dropped = namesIn('script|style|template|head|title|noscript|iframe|object|embed|annotation|annotation-xml|foreignObject')

const isPicture = (address: string) => /^(\/images\/[0-9a-f]{64}$|data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]|blob:)/.test(address)

/** Style and handlers under names that mean nothing: a browser reports both as soon as it reads them under a policy that forbids them. */
export function unstyled(source: string): string {
  return source.replace(/<[a-z][^\s/>]*(?:\s+[^\s=>"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"']+))?)*/gi, (tag) =>
    tag.replace(/(\s)(style|on[a-z]+)(?=\s*=)/gi, '$1data-kept-$2'),
  )
}

/** The children of a parsed page, made anew for another document. */
export function harmless(of: ParentNode & Node, page: Document): Node[] {
  return [...of.childNodes].flatMap((node) => {
    if (node.nodeType === 3) return [page.createTextNode(node.nodeValue ?? '')]
    return node.nodeType === 1 ? elementFrom(node as Element, page) : []
  })
}

function elementFrom(element: Element, page: Document): Node[] {
  const name = element.localName
  if (dropped.has(name)) return []
  const children = harmless(element, page)
  const namespace = element.namespaceURI ?? html
  if (!known[namespace]?.has(name)) return children
  const made = page.createElementNS(namespace, name)
  for (const { name: attribute, value } of [...element.attributes]) {
    const kept = keptAttribute(name, attribute, value)
    if (kept) made.setAttribute(...kept)
  }
  const style = element.getAttribute('data-kept-style') ?? element.getAttribute('style')
  if (style !== null && 'style' in made) (made as HTMLElement).style.cssText = style
  made.append(...children)
  return [made]
}

function keptAttribute(element: string, name: string, value: string): [string, string] | null {
  if (/^(on|data-kept-|style$|xmlns|xlink:|autofocus$|tabindex$|contenteditable$|target$|ping$|srcset$)/i.test(name)) return null
  if (name === 'src') return element === 'img' && isPicture(value) ? [name, value] : null
  // A click leads nowhere: where it would is told instead.
  if (name === 'href') return element === 'a' ? ['title', value] : null
  return [name, value]
}

/** The style sheets within a page, and those that the look adds, as one text. */
export function sheetsOf(of: ParentNode, look: string): string {
  return [look, ...[...of.querySelectorAll('style')].map(({ textContent }) => textContent)].join('\n')
}
