import type { Paint } from '#preload/document/code-tokens.ts'

/** Between day and night, with a contrast of 4.5 with white and with black: readers turn pages dark and say so to nobody. */
const PAINTS: Readonly<Record<Paint, string>> = {
  keyword: '#b35d54',
  string: '#4d8066',
  number: '#93702c',
  comment: '#73767a',
  name: '#51799e',
  type: '#8569a9',
  added: '#4d8066',
  removed: '#b35d54',
}
const paints = Object.entries(PAINTS)
  .map(([paint, colour]) => `.code-${paint} { color: ${colour}; }`)
  .join(' ')

/** How a book looks where its reader lets it: little, so that the reader's own fonts, sizes and night mode stay. */
export const BOOK_STYLE = `body { line-height: 1.8; text-align: justify; text-autospace: normal; text-spacing-trim: trim-start; overflow-wrap: break-word; overflow-wrap: anywhere; }
h1, h2, h3, h4, h5, h6 { line-height: 1.4; text-align: left; text-wrap: balance; page-break-after: avoid; break-after: avoid; }
h1 { font-size: 1.6em; margin: 1.5em 0 1em; word-break: keep-all; }
.ragged { text-align: left; }
p.chapter { margin: 3em 0 0; padding-bottom: .7em; border-bottom: 1px solid #999; font-size: 1.1em; line-height: 1.5; letter-spacing: .05em; text-align: left; text-wrap: balance; page-break-after: avoid; break-after: avoid; }
p.chapter + h1 { margin-top: .9em; }
h2 { font-size: 1.35em; margin: 1.6em 0 .6em; }
h3 { font-size: 1.15em; margin: 1.4em 0 .5em; }
h4 { font-size: 1.05em; margin: 1.3em 0 .4em; }
h5, h6 { font-size: 1em; margin: 1.3em 0 .4em; }
h6 { font-weight: normal; }
p { margin: .7em 0; text-wrap: pretty; }
ul, ol { padding-left: 1.6em; }
ul.tasks { list-style: none; padding-left: .4em; }
blockquote { margin: 1em 0; padding-left: 1em; border-left: .2em solid #999; }
aside.callout { margin: 1em 0; padding: .6em 1em; border: 1px solid #999; border-radius: .4em; }
p.callout-title { font-weight: bold; margin: 0 0 .3em; }
pre { white-space: pre-wrap; tab-size: 4; overflow-wrap: anywhere; padding: .8em; border: 1px solid #bbb; border-radius: .3em; font-size: .85em; line-height: 1.5; text-align: left; }
code { font-family: monospace; }
${paints}
math, .whole { white-space: nowrap; }
@supports (text-emphasis: dot) or (-webkit-text-emphasis: dot) { em { font-style: normal; -webkit-text-emphasis: filled dot; text-emphasis: filled dot; -webkit-text-emphasis-position: under right; text-emphasis-position: under right; } em i { font-style: italic; } em i, em code { -webkit-text-emphasis: none; text-emphasis: none; } }
figure { margin: 1.2em 0; text-align: center; page-break-inside: avoid; break-inside: avoid; }
figure img { max-width: 100%; height: auto; max-height: 85vh; object-fit: contain; }
hr { width: 30%; margin: 2em auto; border: 0; border-top: 1px solid #999; }
figcaption { font-size: .85em; margin-top: .4em; }
div.table { container-type: inline-size; }
tr, thead { page-break-inside: avoid; break-inside: avoid; }
thead { page-break-after: avoid; break-after: avoid; }
table { border-collapse: collapse; margin: 1em auto; font-size: .92em; text-align: left; }
th, td { min-width: 2.6em; border: 1px solid #999; padding: .35em .6em; vertical-align: top; overflow-wrap: break-word; }
.many th, .many td { min-width: 0; padding: .3em; }
.endless { min-width: 6em; overflow-wrap: anywhere; }
.tight th, .tight td { min-width: 0; overflow-wrap: anywhere; }
div.formula { container-type: inline-size; margin: 1em 0; text-align: center; overflow-x: auto; }
div.formula .lines { display: inline-block; box-sizing: border-box; max-width: 100%; padding-left: 1em; text-align: left; text-indent: -1em; }
.lines math { margin: .3em 0; text-indent: 0; }
span.formula { display: inline-block; max-width: 100%; margin: 0; overflow-x: auto; overflow-y: hidden; vertical-align: middle; }
nav { text-align: left; }
nav ol { list-style: none; padding-left: 1em; }
section.notes { margin-top: 2.5em; border-top: 1px solid #999; font-size: .88em; }
sup { line-height: 1; }
section.title { text-align: center; margin-top: 30%; }
section.title h1 { text-align: center; font-size: 2em; }
p.label { margin-top: 4em; font-size: .85em; }
`
