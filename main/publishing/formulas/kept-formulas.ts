/**
 * What is made of formulas, kept in a folder by all that it is made from. Starting the process that draws them takes longer than all else that is
 * made of a lesson, and most formulas of a changed lesson are as they were; reading those of a whole course takes longer than writing one lesson.
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
const VERSION = 3

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
  const text = await kept('formula', keyOf('formula', VERSION, [DRAWER, ...source]), async () => {
    const { svg, isSettled } = await draw()
    return { text: svg ?? '', isSettled }
  })
  return text === '' ? null : text
}

/** The words of a lesson, its formulas among them as characters: what is kept, or else read and kept. `version`: of the target that asks. */
export async function keptWords(target: string, version: number, content: string, read: () => string): Promise<string> {
  return kept('words', keyOf(`${target}-words`, version, content), () => Promise.resolve({ text: read(), isSettled: true }))
}

async function kept(kind: string, key: string, make: () => Promise<{ readonly text: string; readonly isSettled: boolean }>): Promise<string> {
  if (shelf === null) return (await make()).text
  const own = shelf
  const found = await own.find(key).catch(() => null)
  const known = found === null ? null : wholeOf(await readFile(own.pathOf(found.name), 'utf8').catch(() => ''))
  if (known !== null) return known
  const { text, isSettled } = await make()
  if (isSettled) await own.put(`${key}${FIELD}${kind}`, Buffer.from(`${sha256(text)}\n${text}`))
  return text
}

/** Before the text stands its hash: a file that a loss of power has emptied, or that somebody changed, is none. */
function wholeOf(file: string): string | null {
  const [hash, text] = [file.slice(0, 64), file.slice(65)]
  return sha256(text) === hash ? text : null
}
