/**
 * Reading an author's past works as the studio does, in its built thread: 500 Word documents and 500 Markdown files of 5,000 字 each,
 * made of held-out sentences in random order; the documents have headings, runs in three fonts and formulas, as Word writes them.
 * Memory is what the whole process holds, every tenth file looked at: at its highest, and how much more in the last 250 files than in
 * the second 250. Takes half a minute.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { ReadingDesk } from '#main/reading/reading-desk.ts'
import { root } from '../e2e/launch.ts'
import { residentMb } from './processes.ts'
import { figure, quantile, table } from './report.ts'

const files = 1000
const charactersEach = 5000

let seed = 20_261_129
const random = (below: number) => {
  seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
  return seed % below
}

const sentences = readFileSync(join(root, 'tests/fixtures/heldout-paragraphs.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .flatMap((line) => String((JSON.parse(line) as { text?: string }).text ?? '').split(/(?<=[。！？；])/))
  .filter((sentence) => sentence.length > 3)

function paragraphs(): string[] {
  const made: string[] = []
  for (let total = 0; total < charactersEach;) {
    let paragraph = ''
    while (paragraph.length < 120) paragraph += sentences[random(sentences.length)] ?? ''
    made.push(paragraph)
    total += paragraph.length
  }
  return made
}

const markdownOf = (texts: readonly string[]) => texts.map((text, at) => (at % 8 === 0 ? `## 第 ${at / 8 + 1} 节\n\n${text}` : text)).join('\n\n')

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const fonts = ['宋体', '黑体', 'Times New Roman']
const run = (text: string, at: number) =>
  `<w:r><w:rPr><w:rFonts w:ascii="${fonts[at % 3]}" w:eastAsia="${fonts[at % 3]}"/>${at % 3 === 1 ? '<w:b/>' : ''}<w:sz w:val="24"/></w:rPr><w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`
const formula = '<m:oMath><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>'
const paragraph = (inner: string, style = 'a') => `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${inner}</w:p>`

function docxOf(texts: readonly string[]): Uint8Array {
  const body = texts.map((text, at) => {
    const third = Math.ceil(text.length / 3)
    const runs = [0, 1, 2].map((part) => run(text.slice(part * third, (part + 1) * third), part)).join('')
    return `${at % 8 === 0 ? paragraph(run(`第 ${at / 8 + 1} 节`, 1), '2') : ''}${paragraph(runs + (at % 4 === 0 ? formula : ''))}`
  })
  const spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
  const relation = (id: string, kind: string, target: string) =>
    `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${kind}" Target="${target}"/></Relationships>`
  const parts = {
    '[Content_Types].xml':
      '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>',
    '_rels/.rels': relation('rId1', 'officeDocument', 'word/document.xml'),
    'word/_rels/document.xml.rels': relation('rId1', 'styles', 'styles.xml'),
    'word/styles.xml': `<w:styles ${spaces}><w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/></w:style><w:style w:type="paragraph" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>`,
    'word/document.xml': `<?xml version="1.0"?><w:document ${spaces}><w:body>${body.join('')}</w:body></w:document>`,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
}

const folder = mkdtempSync(join(tmpdir(), 'moke-import-'))
try {
  const paths = Array.from({ length: files }, (_, at) => {
    const path = join(folder, `第${at + 1}篇.${at % 2 === 0 ? 'docx' : 'md'}`)
    const texts = paragraphs()
    writeFileSync(path, at % 2 === 0 ? docxOf(texts) : markdownOf(texts))
    return path
  })
  const desk = new ReadingDesk({ entry: join(root, 'dist', 'main', 'reading.mjs'), cmaps: `${join(root, 'dist', 'main', 'cmaps')}/` })
  const times: { readonly kind: string; readonly ms: number }[] = []
  const held: number[] = []
  let characters = 0
  const started = performance.now()
  for (const [at, path] of paths.entries()) {
    const began = performance.now()
    const work = await desk.read({ name: path, path })
    times.push({ kind: work.kind, ms: performance.now() - began })
    characters += work.markdown.length
    if (at % 10 === 0) held.push(residentMb(process.pid))
  }
  const seconds = (performance.now() - started) / 1000
  await desk.close()
  if (characters < files * charactersEach) throw new Error(`only ${characters} characters of ${files * charactersEach} were read`)
  const msOf = (kind: string) =>
    quantile(
      times.filter((one) => one.kind === kind).map(({ ms }) => ms),
      0.5,
    )
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  figure('import.seconds', seconds, '1,000 files of 5,000 字, half docx, half md; reach: 60')
  figure('import.mb', Math.max(...held), 'all of the process, at its highest')
  figure('import.growth_mb', mean(held.slice(75)) - mean(held.slice(25, 50)), 'more in the last quarter than in the second: flat is about 0')
  figure('import.docx_ms', msOf('docx'), 'a document, median')
  figure('import.md_ms', msOf('markdown'), 'a Markdown file, median')
  table()
} finally {
  rmSync(folder, { recursive: true })
}
