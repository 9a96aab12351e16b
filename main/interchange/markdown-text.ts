/** The text of a Markdown file as what it says: its front matter, its title, its lesson. */
import type { Heading, Root } from 'mdast'
import type { Doc } from '#preload/document/schema.ts'
import { docFromMdast } from '#preload/markdown/doc-from-mdast.ts'
import type { Surroundings } from '#preload/markdown/inlines-from-phrasing.ts'
import { type Loss, lossOf } from '#preload/markdown/losses.ts'
import { mdastFromMarkdown } from '#preload/markdown/read.ts'
import { type FrontMatter, noFrontMatter, readFrontMatter } from './front-matter.ts'

/** Quotations and lists within one another, far more than anyone writes: reading them takes time that grows with their square. */
const endless = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))){100}/m

export interface MarkdownText {
  readonly doc: Doc
  /** Of its front matter, else its first heading of the first level; null where neither says one. */
  readonly title: string | null
  readonly front: FrontMatter
  readonly losses: readonly Loss[]
}

/** Reads the text of a Markdown file. Throws `RangeError` where it is nested without end. */
export function readMarkdown(text: string, surroundings: Surroundings): MarkdownText {
  if (endless.test(text)) throw new RangeError('nested without end')
  const root = mdastFromMarkdown(text)
  const front = frontOf(root)
  const losses: Loss[] = front.unknown.map((key) => lossOf('front-matter', key, 1))
  if (front.isBroken) losses.push(lossOf('front-matter-broken', '---', 1))
  const title = front.title ?? takeTitle(root)
  if (title !== null && cutTitle(title) !== title) losses.push(lossOf('too-long', title, 1))
  const { doc, losses: more } = docFromMdast(root, surroundings)
  return { doc, title: title === null ? null : cutTitle(title), front, losses: [...losses, ...more] }
}

function frontOf(root: Root): FrontMatter {
  const [first] = root.children
  return first?.type === 'yaml' ? readFrontMatter(first.value) : noFrontMatter
}

/** The first heading of the first level names the lesson; where the text begins with it, it is taken out, since the page shows the title above. */
function takeTitle(root: Root): string | null {
  const at = root.children.findIndex((node) => node.type !== 'yaml')
  const heading = root.children.find((node): node is Heading => node.type === 'heading' && node.depth === 1)
  if (!heading) return null
  const title = textOf(heading).replace(/\s+/g, ' ').trim()
  if (title === '') return null
  if (root.children[at] === heading && heading.children.every((child) => child.type === 'text')) root.children.splice(at, 1)
  return title
}

function textOf(node: object): string {
  if ('value' in node && typeof node.value === 'string') return node.value
  return 'children' in node && Array.isArray(node.children) ? node.children.map((child: object) => textOf(child)).join('') : ''
}

function cutTitle(title: string): string {
  return [...title.toWellFormed()].slice(0, 200).join('').trim()
}
