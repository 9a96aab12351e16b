/** What stretches of code are, as the page and everything that is published of it paints them. Pure: what reads the languages is given. */
import { languageCalled } from './code-languages.ts'

/** What a stretch of code is, of few kinds: so many colours can be told apart and read. */
export type Paint = 'keyword' | 'string' | 'number' | 'comment' | 'name' | 'type' | 'added' | 'removed'

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
export interface CodeToken {
  readonly from: number
  readonly to: number
  readonly paint: Paint
}

/** Longer code stays plain: reading it would take longer than anyone waits. */
const LONGEST = 50_000

/** A part of what lowlight makes of a text. */
interface Part {
  readonly type: string
  readonly value?: string
  readonly children?: readonly Part[]
  readonly properties?: Readonly<Record<string, unknown>>
}

/** lowlight, or what is like it. */
export interface CodeReader {
  registered(language: string): boolean
  highlight(language: string, text: string): { readonly children: readonly Part[] }
}

/** The id of a language that may be painted, however it is called; null: its code stays plain. */
export function paintedLanguage(text: string, language: string): string | null {
  const id = languageCalled(language)?.id ?? language
  return text.length > LONGEST || id === 'plaintext' ? null : id
}

/** The paints of a text; none where the reader does not know its language. */
export function codeTokens(reader: CodeReader, text: string, language: string): readonly CodeToken[] {
  const id = paintedLanguage(text, language)
  return id !== null && reader.registered(id) ? flatTokens(reader.highlight(id, text).children) : []
}

function flatTokens(nodes: readonly Part[]): CodeToken[] {
  const tokens: CodeToken[] = []
  let at = 0
  const visit = (node: Part, paint: Paint | null): void => {
    if (node.type === 'text') {
      const length = node.value?.length ?? 0
      if (paint) tokens.push({ from: at, to: at + length, paint })
      at += length
    } else if (node.type === 'element') {
      const names = node.properties?.['className']
      const own = Array.isArray(names) ? paints[String(names[0]).replace(/^hljs-/, '')] : undefined
      node.children?.forEach((child) => visit(child, own ?? paint))
    }
  }
  nodes.forEach((node) => visit(node, null))
  return tokens
}
