/** What Typst doesn't take, found by halves: one thing that it refuses, or at which it ends, is not to take the whole book with it. */
import { bookFonts } from './book.ts'
import { FORMULA_KIT } from './formula-kit.ts'
import { typstString } from '../formulas/typst-math.ts'
import { TypesetError } from './typeset-error.ts'
import { TypesetterEnded, typesetting } from './typesetter.ts'

/** What is made; null where Typst refuses it or ends at it. Throws TypesetterEnded where it ends at anything. */
export async function taken<Made>(make: () => Promise<Made>): Promise<{ readonly made: Made } | null> {
  return make().then(
    (made) => ({ made }),
    async (error: unknown) => {
      if (error instanceof TypesetterEnded) await typesetting.drawn('')
      else if (!(error instanceof TypesetError)) throw error
      return null
    },
  )
}

/** Those that are not taken. */
export async function refusedOf<Each>(all: readonly Each[], areTaken: (some: readonly Each[]) => Promise<boolean>): Promise<Each[]> {
  if (all.length === 0 || (await areTaken(all))) return []
  const half = all.length >> 1
  return all.length === 1 ? [...all] : [...(await refusedOf(all.slice(0, half), areTaken)), ...(await refusedOf(all.slice(half), areTaken))]
}

/** Of formulas, each a value in Typst's language, those that are not taken. */
export async function refusedFormulas(formulas: readonly string[]): Promise<ReadonlySet<string>> {
  const look = `#set text(font: (${bookFonts.body.map((name) => typstString(name)).join(', ')}), fallback: false)\n${FORMULA_KIT}`
  const areTaken = async (some: readonly string[]) => (await taken(() => typesetting.drawn(`${look}\n#{\n${some.join('\n')}\n}`))) !== null
  return new Set(await refusedOf(formulas, areTaken))
}
