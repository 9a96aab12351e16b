/**
 * A lesson as the Markdown that Zhihu's 导入文档 reads: no front matter and no title, tables as HTML without column groups, formulas between
 * two dollar signs each (or as pictures of its own service: public tools disagree on what the importer takes, so the author can choose); those
 * that nobody can read as code.
 */
import type { Nodes, Root, RootContent, Table } from 'mdast'
import { mdastFromDoc } from '#preload/markdown/mdast-from-doc.ts'
import { sayable } from '#preload/markdown/sayable.ts'
import { markdownFromMdast } from '#preload/markdown/write.ts'
import type { Doc } from '#preload/document/schema.ts'
import { readFormula } from '../formulas/read-formula.ts'
import { withLinkedAddresses } from '../prose/linked-addresses.ts'
import { withTrimmedLines } from '../prose/trimmed-lines.ts'
import { formulaImageToImport } from './formula-image.ts'

export type FormulaForm = 'dollars' | 'images'

/** The Markdown of a lesson that `plainDoc` made. `tableHtml` answers the HTML of the table with this number. */
export function documentMarkdown(doc: Doc, formulas: FormulaForm, tableHtml: readonly string[]): string {
  const root = mdastFromDoc(sayable(withLinkedAddresses(withTrimmedLines(doc))).doc, { image: (id) => id, link: (address) => address })
  return markdownFromMdast(withTables(withFormulas(root, formulas), tableHtml))
}

function withFormulas<T extends Nodes>(node: T, form: FormulaForm): T {
  if (!('children' in node)) return node
  return { ...node, children: node.children.map((child) => withFormulas(formulaAsHtml(child, form), form)) }
}

function formulaAsHtml(node: Nodes, form: FormulaForm): Nodes {
  if (node.type !== 'inlineMath' && node.type !== 'math') return node
  const isDisplay = node.type === 'math'
  if (!readFormula(node.value, isDisplay).isRead) return isDisplay ? { type: 'code', value: node.value } : { type: 'inlineCode', value: node.value }
  if (form === 'dollars') return isDisplay ? node : { type: 'html', value: inDollars(node.value) }
  return { type: 'html', value: formulaImageToImport(node.value, isDisplay) }
}

/** With spaces around, without which the importer does not see it within Chinese. */
function inDollars(tex: string): string {
  return ` $$${tex.replaceAll('\n', ' ')}$$ `
}

function withTables(root: Root, tableHtml: readonly string[]): Root {
  let number = 0
  const replaced = (node: RootContent | Table): RootContent => (node.type === 'table' ? { type: 'html', value: tableHtml[number++] ?? '' } : node)
  return { ...root, children: root.children.map(replaced) }
}
