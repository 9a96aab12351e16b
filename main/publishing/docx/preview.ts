/** A lesson on the paper of the Word document, in its styles: what they say is said here in the language of pages. */
import type { IBaseParagraphStyleOptions } from 'docx'
import { lessonsOf, type PlacedLesson, type PublishedCourse } from '../desk/course.ts'
import type { Materials, Preview } from '../desk/target.ts'
import { pageBody } from '../preview/book-preview.ts'
import { codeStyle } from '../prose/code-pieces.ts'
import { framed } from '../preview/framed.ts'
import { QUIET, RED, styles, tableLine } from './look.ts'

export function docxPreview(course: PublishedCourse, lesson: PlacedLesson, _options: unknown, materials: Materials): Promise<Preview> {
  const before = lessonsOf(course).find(({ number }) => number === lesson.number - 1)
  const chapter = before?.chapter === lesson.chapter ? '' : lesson.chapter
  // What stands in no chapter stands beside chapters, with its own headings below it.
  const css = lookOf(lesson.chapter === '' ? 1 : 2)
  return Promise.resolve(framed({ title: lesson.title, byline: '', chapter, body: pageBody(lesson, materials), css }))
}

/** What stands for fonts of Windows elsewhere. */
const ALIKE: Readonly<Record<string, string>> = {
  宋体: 'SimSun, "Songti SC", "Noto Serif CJK SC", serif',
  黑体: 'SimHei, "Heiti SC", "Noto Sans CJK SC", sans-serif',
  等线: '"Noto Sans Mono CJK SC", monospace',
}

/** How high a line of those fonts is by itself, of which Word sets so many as a style says. */
const LINE = 1.15

type Style = Pick<IBaseParagraphStyleOptions, 'run' | 'paragraph'>

const { default: set = {}, paragraphStyles = [] } = styles
const named = (id: string): Style => paragraphStyles.find((style) => style.id === id) ?? {}
const headings: readonly Style[] = [
  set.heading1,
  set.heading2,
  set.heading3,
  set.heading4,
  set.heading5,
  set.heading6,
  named('Heading7'),
  named('Heading8'),
].map((style) => style ?? {})
const document: Style = set.document ?? {}

/** A style upon that of the document. Sizes are halves of a point there, distances its twentieths, lines 240ths. */
function rule(selector: string, { run = {}, paragraph = {} }: Style, more = ''): string {
  const font = run.font ?? document.run?.font
  const { before = 0, after = 0, line = 240 } = { ...document.paragraph?.spacing, ...paragraph.spacing }
  const height = (Number(line) / 240) * LINE
  const alignment = paragraph.alignment ?? document.paragraph?.alignment
  const said = [
    `margin: ${Number(before) / 20}pt 0 ${Number(after) / 20}pt`,
    `color: #${colourOf({ run }) ?? colourOf(document) ?? '000000'}`,
    `font: ${run.bold ? 'bold ' : ''}${pointsOf({ run })}pt/${height.toFixed(3)} ${fontsOf(font)}`,
    `text-align: ${alignment === 'both' ? 'justify' : (alignment ?? 'left')}`,
    more,
  ]
  return `${selector} { ${said.filter(Boolean).join('; ')}; }`
}

function pointsOf({ run }: Style): number {
  return Number(run?.size ?? document.run?.size) / 2
}

function fontsOf(font: NonNullable<Style['run']>['font']): string {
  if (typeof font !== 'object' || !('eastAsia' in font)) return 'serif'
  const { ascii = '', eastAsia = '' } = font
  return `"${ascii}", "${eastAsia}", ${ALIKE[eastAsia] ?? 'serif'}`
}

function colourOf({ run }: Style): string | null {
  return typeof run?.color === 'string' ? run.color : null
}

function fillOf({ paragraph }: Style): string {
  const fill = paragraph?.shading?.fill
  return `#${typeof fill === 'string' ? fill : 'FFFFFF'}`
}

/** `level`: of the lesson's title among the headings of the document. */
function lookOf(level: 1 | 2): string {
  const [callout, code] = [named('Callout'), named('Code')]
  const line = `#${tableLine.color}`
  return `html { background: light-dark(#eceae4, #1d1f22); }
${rule('.platform', document, 'color-scheme: light; max-width: 210mm; min-height: 120mm; margin: 16px auto; padding: clamp(24px, 9vw, 25.4mm) clamp(18px, 12vw, 25.4mm); background: #fff; box-shadow: 0 1px 6px rgb(0 0 0 / .16)')}
${rule('.platform .chapter', headings[0] ?? {}, 'margin-top: 0')}
${rule('.platform .title', headings[level - 1] ?? {})}
${[2, 3, 4, 5, 6].map((tag) => rule(`.platform h${tag}`, headings[level + tag - 2] ?? {})).join('\n')}
${rule('.platform p', {})}
.platform :is(.chapter, .title):first-child { margin-top: 0; }
.platform a { color: #${RED}; text-decoration: underline; }
${rule('.platform blockquote', named('Quote'), `padding-left: 12pt; border-left: 2.25pt solid ${line}`)} .platform blockquote p { margin: 0 0 4pt; color: inherit; }
${rule('.platform .callout', callout, `margin: 8pt 10pt; padding: 6pt 10pt; background: ${fillOf(callout)}; border-left: 2.25pt solid #${RED}`)} .platform .callout p { margin: 0; } .platform .callout .callout-title { color: #${RED}; font-weight: bold; }
${rule('.platform pre', code, `margin: 6pt 0 12pt; padding: 6pt; background: ${fillOf(code)}`)} .platform code { font-family: ${fontsOf(code.run?.font)}; } .platform pre code { font: inherit; }
${codeStyle((day) => day)}
.platform :is(ul, ol) { margin: 0 0 8pt; padding-left: 8mm; } .platform li { margin: 0 0 3pt; } .platform li > :is(ul, ol) { margin: 3pt 0 0; } .platform ul.tasks { padding-left: 2mm; list-style: none; }
.platform figure { margin: 0 0 8pt; text-align: center; } .platform figcaption { color: #${QUIET}; font-size: ${pointsOf(named('Caption'))}pt; }
.platform table { width: 100%; margin: 0 0 8pt; font-size: ${pointsOf(named('Cell'))}pt; line-height: 1.44; } .platform :is(th, td) { padding: 2pt 5pt; border: 1px solid ${line}; text-align: left; } .platform th { background: ${fillOf(callout)}; }
@supports (text-emphasis: dot) { .platform em { font-style: normal; text-emphasis: filled dot; text-emphasis-position: under right; } .platform em i { font-style: italic; } .platform em :is(i, code) { text-emphasis: none; } }
.platform mark { background: #ff0; color: inherit; }
.platform hr { margin: 0 0 8pt; border: 0; text-align: center; } .platform hr::after { content: "＊　＊　＊"; }
.platform .notes { margin-top: 30pt; } .platform .notes::before { content: ""; display: block; width: 35%; margin-bottom: 6pt; border-top: 1px solid; } .platform .notes p { margin: 0; font-size: ${pointsOf(set.footnoteText ?? {})}pt; line-height: 1.4; }
.platform .missing { text-align: center; color: #${QUIET}; }
`
}
