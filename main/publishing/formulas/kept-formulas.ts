/**
 * Drawings of formulas, kept in a folder by all that they are drawn from: starting the process that draws takes longer than all else that is
 * made of a lesson, and most formulas of a changed lesson are as they were.
 */
import { readFile } from 'node:fs/promises'
import { keyOf, sha256 } from '../desk/hashes.ts'
import { FIELD, Shelf } from '../pictures/shelf.ts'

/** What draws them; another version may draw other lines, so that what was kept is not asked for any more. A test holds it to the packages. */
export const DRAWER = {
  '@myriaddreamin/typst-ts-node-compiler': '0.6.0',
  '@expo-google-fonts/noto-serif-sc': '0.4.3',
  '@expo-google-fonts/noto-emoji': '0.4.7',
  '@expo-google-fonts/noto-color-emoji': '0.4.6',
  'node-source-han-sans-sc': '1.1.0-2.001R',
}

/** Counted up whenever we would make another drawing of what Typst draws. */
const VERSION = 2

let shelf: Shelf | null = null

/** Within the folder of pictures that were made anew, and one of their own: thousands of small files would push those out. */
export const KEPT_FORMULAS = 'formulas'

/** Says where they are kept; null: only by this process. */
export function keepFormulasIn(folder: string | null): void {
  shelf = folder === null ? null : new Shelf(folder)
}

/** Null: it has what can't be drawn. `isSettled`: it would be no other the next time. */
export interface FormulaDrawing {
  readonly svg: string | null
  readonly isSettled: boolean
}

/** What is kept, or else drawn and kept. Throws what `draw` throws. */
export async function keptFormula(source: readonly unknown[], draw: () => Promise<FormulaDrawing>): Promise<string | null> {
  if (shelf === null) return (await draw()).svg
  const own = shelf
  const key = keyOf('formula', VERSION, [DRAWER, ...source])
  const found = await own.find(key).catch(() => null)
  const known = found === null ? undefined : wholeOf(await readFile(own.pathOf(found.name), 'utf8').catch(() => ''))
  if (known !== undefined) return known
  const { svg, isSettled } = await draw()
  if (isSettled) await own.put(`${key}${FIELD}formula`, Buffer.from(`${sha256(svg ?? '')}\n${svg ?? ''}`))
  return svg
}

/** Before its text stands its hash: a file that a loss of power has emptied, or that somebody changed, is none. */
function wholeOf(file: string): string | null | undefined {
  const [hash, text] = [file.slice(0, 64), file.slice(65)]
  if (sha256(text) !== hash) return undefined
  return text === '' ? null : text
}
