/** Commands that authors know from KaTeX, which the page draws with, and from LaTeX, said in those that Temml has: it reads what the page could always draw. */

import { overset } from './mended-tree.ts'

/** Colours as commands; with a letter from A to I behind them, shades that are not told apart. */
const colours: Readonly<Record<string, string>> = {
  blue: '4f77d0',
  orange: 'd98e04',
  pink: 'e0609a',
  red: 'c8372d',
  green: '2e8b3d',
  gray: '808080',
  purple: '8a52c8',
  teal: '1f8f8f',
  gold: 'b8860b',
  maroon: 'a83d6b',
  mint: '3aa57a',
  kaBlue: '314453',
  kaGreen: '71b307',
}
const coloursWithShades = ['blue', 'teal', 'green', 'gold', 'red', 'maroon', 'purple', 'mint', 'gray']

const colouring = (colour: string | undefined): string => `\\textcolor[HTML]{${colour}}{#1}`

const ofColours: readonly (readonly [string, string])[] = [
  ...Object.entries(colours).map(([name, colour]) => [`\\${name}`, colouring(colour)] as const),
  ...coloursWithShades.flatMap((name) => [...'ABCDEFGHI'].map((shade) => [`\\${name}${shade}`, colouring(colours[name])] as const)),
]

/** Commands that need a web page leave what they are about, and those that tell whoever runs the program, nothing. */
export const namesOfPages: Readonly<Record<string, string>> = {
  '\\href': '\\@secondoftwo',
  '\\url': '\\texttt{#1}',
  '\\htmlClass': '\\@secondoftwo',
  '\\htmlId': '\\@secondoftwo',
  '\\htmlStyle': '\\@secondoftwo',
  '\\htmlData': '\\@secondoftwo',
  '\\message': '\\@secondoftwo{#1}{}',
  '\\errmessage': '\\@secondoftwo{#1}{}',
  '\\show': '\\@secondoftwo{#1}{}',
}

/** Commands that Temml lacks. */
export const knownNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(ofColours),
  '\\overset': overset,
  // Temml's own takes a letter behind it for a digit of the number that it is said by.
  '\\ordinarycolon': '{\\char"3A}',
  '\\overlinesegment': '\\overline{#1}',
  '\\underlinesegment': '\\underline{#1}',
  '\\xrightleftarrows': '\\xrightleftharpoons',
  '\\xrightequilibrium': '\\xrightleftharpoons',
  '\\xleftequilibrium': '\\xrightleftharpoons',
  '\\textcopyright': '\\text{©}',
  '\\textregistered': '\\text{®}',
  '\\KaTeX': '\\text{KaTeX}',
  '\\simcolon': '\\mathrel{\\sim\\mathrel{:}}',
  '\\simcoloncolon': '\\mathrel{\\sim\\mathrel{::}}',
  '\\approxcolon': '\\mathrel{\\approx\\mathrel{:}}',
  '\\approxcoloncolon': '\\mathrel{\\approx\\mathrel{::}}',
  '\\minuso': '\\mathbin{⦵}',
}
