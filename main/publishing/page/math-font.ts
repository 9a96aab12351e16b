/** The font of formulas, for pages and books: systems rarely have one, and without its own measures MathML has small sums and braces that don't grow. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

export const MATH_FONT = 'stix-two-math.woff2'

export const MATH_FACE = `/* STIX Two Math: SIL Open Font License 1.1, https://openfontlicense.org */
@font-face { font-family: "STIX Two Math"; src: url("${MATH_FONT}") format("woff2"); font-display: swap; }
`

export function mathFont(): Promise<Uint8Array> {
  return readFile(createRequire(import.meta.url).resolve('@fontsource/stix-two-math/files/stix-two-math-latin-400-normal.woff2'))
}
