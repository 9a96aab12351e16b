import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** Attributes whose value people read or hear. */
const readAloud = /^(aria-label|aria-valuetext|aria-description|label|title|placeholder|alt|altText)$/

/** Words that people would read and that no table holds: Han or sentences in strings, letters between tags or in attributes. */
function wordsOutsideTheTable(name: string, source: string): string[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, name.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
  const found: string[] = []
  const report = (node: ts.Node, text: string) => found.push(`${name}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${text.trim()}`)
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && /Error$|^Problem$/.test(node.expression.getText())) return // messages of faults are for the log
    if (ts.isJsxText(node) && /\p{L}/u.test(node.text)) report(node, node.text)
    if (ts.isJsxAttribute(node) && readAloud.test(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer))
      report(node, node.initializer.text)
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (/\p{Script=Han}/u.test(node.text) || /^\s*\p{Lu}?\p{L}+[,’']?( [\p{L}’']+[,.…]?){3,}/u.test(node.text)) report(node, node.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

test('it finds Chinese, sentences and read-aloud attributes', () => {
  const source =
    'const a = "已保存"; const b = <p title="Close" className="one two">Hello {t("x.y")}</p>; const c = `Please press ${k} now`; const d = "This is a whole sentence."; throw new Error("this one may stay here")'
  expect(wordsOutsideTheTable('x.tsx', source).map((each) => each.replace(/^\S+ /, ''))).toEqual(['已保存', 'Close', 'Hello', 'This is a whole sentence.'])
})

test('every word of the interface comes from the table', () => {
  const files = globSync('renderer/**/*.{ts,tsx}', { cwd: root }).filter((file) => !/ui[/\\]texts[/\\]/.test(file))
  expect(files.length).toBeGreaterThan(40)
  expect(files.flatMap((file) => wordsOutsideTheTable(file, readFileSync(`${root}${file}`, 'utf8')))).toEqual([])
})
