/** How the website looks: paper, ink and one red, by day and by night; type for Chinese. */
import { CODE_COLOURS, codeStyle } from '../prose/code-pieces.ts'

const COLOURS = {
  paper: ['#fbfaf7', '#16181b'],
  ink: ['#1f2328', '#e6e3dc'],
  quiet: ['#5f646b', '#a3a8ae'],
  line: ['#e7e3da', '#2d3135'],
  red: ['#b5392b', '#e58a7e'],
  box: ['#f4f1e9', '#1f2226'],
  rule: ['#cfc9bb', '#454b52'],
  more: ['rgb(60 45 20 / .24)', 'rgb(230 227 220 / .26)'],
  ...Object.fromEntries(Object.entries(CODE_COLOURS).map(([paint, pair]) => [`code-${paint}`, pair])),
} as const

const colours = (of: (day: string, night: string) => string): string =>
  Object.entries(COLOURS)
    .map(([name, [day, night]]) => `--${name}: ${of(day, night)};`)
    .join(' ')

const DAY = colours((day) => day)
const NIGHT = colours((_, night) => night)

const LOOK = `* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 18px/1.9 "Noto Serif SC", "Source Han Serif SC", "Songti SC", "SimSun", "Noto Serif CJK SC", serif; text-spacing-trim: trim-start; text-autospace: normal; overflow-wrap: anywhere; }
a { color: var(--red); text-underline-offset: .2em; }
:focus-visible { outline: 2px solid var(--red); outline-offset: 2px; }
.skip { position: absolute; left: -99em; } .skip:focus { left: 1em; top: 1em; background: var(--paper); padding: .3em .8em; z-index: 2; }
.bar { position: sticky; top: 0; z-index: 1; display: flex; gap: 1em; align-items: center; justify-content: space-between; padding: .6em max(18px, calc(50% - 378px)); background: var(--paper); border-bottom: 1px solid var(--line); font: 15px/1.5 system-ui, sans-serif; }
.home { color: var(--ink); text-decoration: none; font-weight: 600; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.tools { display: flex; gap: .5em; }
.tools input { width: min(16em, 40vw); padding: .35em .7em; border: 1px solid var(--line); border-radius: .5em; background: var(--box); color: var(--ink); font: inherit; }
.tools button { border: 1px solid var(--line); border-radius: .5em; background: var(--box); color: var(--ink); font: inherit; padding: .35em .7em; cursor: pointer; }
#results > p { max-width: 44em; margin: 1.2em auto 0; padding: 0 1.6em; color: var(--quiet); font: 14px/1.7 system-ui, sans-serif; } #found { max-width: 44em; margin: .4em auto 1em; padding: 0 1em; font: 15px/1.7 system-ui, sans-serif; }
#found a { display: block; padding: .6em .8em; border-bottom: 1px solid var(--line); color: var(--ink); text-decoration: none; }
#found a:is(:hover, :focus) { background: var(--box); }
#found a { scroll-margin-block: 5em; } #found small { display: block; color: var(--quiet); }
mark { background: color-mix(in srgb, var(--red) 22%, transparent); color: inherit; } :is(#found mark, mark.hit) { color: var(--ink); } mark.hit { border-radius: .15em; box-shadow: 0 0 0 .1em color-mix(in srgb, var(--red) 22%, transparent); } math.hit { background: color-mix(in srgb, var(--red) 22%, transparent); }
main { max-width: 44em; margin: 0 auto; padding: 1.5em 1em 5em; }
h1 { font-size: 1.75em; line-height: 1.4; } h2 { font-size: 1.35em; margin: 2em 0 .6em; } h3 { font-size: 1.15em; margin: 1.7em 0 .5em; } h4 { font-size: 1.05em; margin: 1.5em 0 .5em; } h5, h6 { font-size: 1em; margin: 1.4em 0 .4em; } h6 { color: var(--quiet); }
h1, h2, h3, h4, h5, h6 { line-height: 1.45; text-wrap: balance; }
p { text-wrap: pretty; }
@media (min-width: 40em) { article :is(p, li) { text-align: justify; } article :is(th, td, .ragged) { text-align: left; } article .missing { text-align: center; } }
@supports (text-emphasis: dot) { em { font-style: normal; text-emphasis: filled dot; text-emphasis-position: under right; } em i { font-style: italic; } em :is(i, code) { text-emphasis: none; } }
h1 { word-break: keep-all; }
.cover { padding: 4em 0 2em; text-align: center; } .author, .label { color: var(--quiet); }
.label { font-size: .8em; }
ol.lessons { list-style: none; padding: 0; } ol.lessons li { display: flex; justify-content: space-between; gap: 1em; padding: .35em 0; border-bottom: 1px solid var(--line); } ol.lessons small { color: var(--quiet); white-space: nowrap; }
blockquote { margin: 1.2em 0; padding-left: 1.1em; border-left: 3px solid var(--line); color: var(--quiet); }
aside.callout { margin: 1.4em 0; padding: .8em 1.1em; background: var(--box); border-radius: .5em; border-left: 3px solid var(--red); } .callout-title { margin: 0; font-weight: 700; color: var(--red); } aside.callout p:last-child { margin-bottom: 0; }
pre { overflow-x: auto; tab-size: 4; padding: 1em; background: var(--box); border-radius: .5em; font: 14px/1.6 ui-monospace, Consolas, monospace; } code { font-family: ui-monospace, Consolas, monospace; font-size: .88em; } pre code { font-size: inherit; }
${codeStyle((_day, _night, paint) => `var(--code-${paint})`)}
figure { margin: 1.6em 0; text-align: center; } figure img { width: auto; max-width: 100%; height: auto; max-height: 85vh; object-fit: contain; border-radius: .3em; } figcaption { color: var(--quiet); font-size: .85em; }
/* What goes on beyond an edge has a shade there, until it is moved to its end: what moves with it covers the shade. */
.table, .formula, pre { --under: var(--paper); background: linear-gradient(to right, var(--under) 40%, transparent) left / 3em 100% no-repeat local, linear-gradient(to left, var(--under) 40%, transparent) right / 3em 100% no-repeat local, linear-gradient(to right, var(--more), transparent) left / 1.2em 100% no-repeat scroll, linear-gradient(to left, var(--more), transparent) right / 1.2em 100% no-repeat scroll, var(--under); } pre { --under: var(--box); }
.table { overflow-x: auto; margin: 1.4em 0; } table { border-collapse: collapse; width: max-content; max-width: 100%; margin: 0 auto; font-size: .92em; } th, td { max-width: 17em; white-space: nowrap; border: 1px solid var(--line); padding: .4em .8em; overflow-wrap: break-word; } :is(.medium, .long) { white-space: normal; } .medium { min-width: 8.6em; } .long { min-width: 12em; } .endless { overflow-wrap: anywhere; } th { background: color-mix(in srgb, var(--ink) 4%, transparent); }
@media (min-width: 48em) { article > .table { position: relative; left: 50%; width: max-content; max-width: min(72em, 100vw - 4em); transform: translateX(-50%); } }
math, .whole { white-space: nowrap; } sup::before { content: "\\2060"; }
.formula { container-type: inline-size; overflow-x: auto; overflow-y: hidden; margin: 1.2em 0; text-align: center; } .lines { display: inline-block; max-width: 100%; padding-left: 1em; text-align: left; text-indent: -1em; } .lines math { margin: .3em 0; text-indent: 0; } math { font-family: "STIX Two Math", "Latin Modern Math", "Cambria Math", math; }
span.formula { container-type: normal; display: inline-block; max-width: 100%; margin: 0; overflow-x: auto; overflow-y: hidden; vertical-align: middle; }
hr { width: 30%; margin: 2.5em auto; border: 0; border-top: 1px solid var(--rule); }
ul.tasks { list-style: none; padding-left: .5em; }
.notes { margin-top: 3em; border-top: 1px solid var(--line); font-size: .85em; color: var(--quiet); }
.missing { color: var(--quiet); }
.ways { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5em; margin-top: 4em; padding-top: 1em; border-top: 1px solid var(--line); font: 15px/1.6 system-ui, sans-serif; } .ways [rel="next"] { text-align: right; } .ways small { display: block; color: var(--quiet); font-size: .87em; } .ways a { text-decoration: none; } .ways a:hover span { text-decoration: underline; }
@media print { pre [class] { color: inherit; } .bar, .ways, #results, .skip { display: none; } body { background: #fff; color: #000; } }
`

/** As the site has it: by what its reader chose, or their system. */
export const SITE_STYLE = `:root { ${DAY} }
@media (prefers-color-scheme: dark) { :root:not([data-light="day"]) { ${NIGHT} } }
:root[data-light="night"] { ${NIGHT} }
${LOOK}`

/** The same in a document whose light its surroundings say. */
export const SITE_PREVIEW_STYLE = `:root { ${colours((day, night) => `light-dark(${day}, ${night})`)} }
${LOOK}`
