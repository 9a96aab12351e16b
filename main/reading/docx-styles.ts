/** Which styles of a document are headings: by their names of old, and by the level of outline that they state, whatever an author or a template calls them. */

/** mammoth's rules for a document, from the XML of its styles. */
export function styleMapOf(styles: string): string[] {
  const known = stylesIn(styles)
  const byId = new Map(known.map((style) => [style.id, style]))
  const headings = known.flatMap(({ id, name }) => {
    const level = levelOf(id, byId)
    return level === null || name === '' ? [] : [`p[style-name=${quoted(name)}] => h${Math.min(level, 6)}:fresh`]
  })
  return [
    "p[style-name='Title'] => h1.work-title:fresh",
    "p[style-name='标题'] => h1.work-title:fresh",
    "p[style-name='Author'] => !",
    "p[style-name='Date'] => !",
    ...headings,
  ].concat(
    ['Quote', 'Intense Quote', 'Block Text', 'Quotations', '引用', '明显引用'].map((name) => `p[style-name=${quoted(name)}] => blockquote > p:fresh`),
    ["p[style-name='Source Code'] => pre:separator('\\n')", 'highlight => mark'],
  )
}

interface Style {
  readonly id: string
  readonly name: string
  readonly basedOn: string | null
  /** From 1 on; null: it says none of its own. */
  readonly level: number | null
}

function stylesIn(xml: string): Style[] {
  return Array.from(xml.matchAll(/<w:style\s([^>]*)>([\s\S]*?)<\/w:style>/g), ([, attributes = '', body = '']) => {
    const name = /<w:name\s[^>]*w:val="([^"]*)"/.exec(body)?.[1] ?? ''
    const outline = /<w:outlineLvl\s[^>]*w:val="([0-8])"/.exec(body)?.[1]
    const named = /^heading ([1-6])$/i.exec(name)?.[1]
    return {
      id: /w:styleId="([^"]*)"/.exec(attributes)?.[1] ?? '',
      name: isParagraph(attributes) ? unescaped(name) : '',
      basedOn: /<w:basedOn\s[^>]*w:val="([^"]*)"/.exec(body)?.[1] ?? null,
      level: named !== undefined ? Number(named) : outline !== undefined ? Number(outline) + 1 : null,
    }
  }).filter(({ id }) => id !== '')
}

function isParagraph(attributes: string): boolean {
  return /w:type="paragraph"/.test(attributes)
}

/** What a style says, or the one that it is made from; a chain that leads to itself says nothing. */
function levelOf(id: string, styles: ReadonlyMap<string, Style>): number | null {
  const seen = new Set<string>()
  for (let at: string | null = id; at !== null && !seen.has(at); at = styles.get(at)?.basedOn ?? null) {
    seen.add(at)
    const level = styles.get(at)?.level
    if (level !== null && level !== undefined) return level
  }
  return null
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&')
}

/** A string as mammoth's rules write it. */
function quoted(name: string): string {
  return `'${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replace(/\n/g, '\\n')}'`
}
