/** Typesetting within its process: what is asked of `typeset.ts`, and what it answers. Bytes are in Base64. */
import { giveBack } from '../desk/given-back.ts'
import { TypesetError } from './typeset-error.ts'

export type TypstMessage =
  /** A file for the next question; many are more than one text can hold. */
  | { readonly kind: 'typst-file'; readonly path: string; readonly bytes: string }
  | { readonly kind: 'typst-typeset' | 'typst-drawn'; readonly source: string }
  | { readonly kind: 'typst-undrawable' }
  | { readonly kind: 'typst-unseen'; readonly signs: readonly string[]; readonly fonts: readonly string[] }

/** `refused`: what Typst says of a source. */
export type TypstReply<Answer = unknown> = { readonly typst: Answer } | { readonly refused: string } | { readonly fault: string }

/** Files after which what is left of their messages is worth a moment. */
const MANY = 16

const files = new Map<string, Uint8Array>()

/** Null where nobody waits for an answer. */
export async function typstAnswer(message: TypstMessage): Promise<TypstReply | null> {
  if (message.kind === 'typst-file') {
    files.set(message.path, Buffer.from(message.bytes, 'base64'))
    return null
  }
  const given = new Map(files)
  files.clear()
  return answered(message, given).then(
    (typst) => ({ typst }),
    (error: unknown) => (error instanceof TypesetError ? { refused: error.message } : { fault: String(error) }),
  )
}

async function answered(question: Exclude<TypstMessage, { kind: 'typst-file' }>, given: ReadonlyMap<string, Uint8Array>): Promise<unknown> {
  // Loaded where it is needed: it is native code, and its fonts are tens of megabytes.
  const { drawn, typeset, undrawable, unseen } = await import('./typeset.ts')
  // Typst takes what it needs beside what the pictures' messages have left.
  if (given.size > MANY) await giveBack()
  switch (question.kind) {
    case 'typst-typeset': {
      const made = Buffer.from(typeset(question.source, given)).toString('base64')
      // What was set holds its pixels for as long as nobody collects it, and pictures that Typst draws by themselves follow one another.
      if (given.size > 0) await giveBack()
      return made
    }
    case 'typst-drawn':
      return drawn(question.source, given)
    case 'typst-undrawable':
      return undrawable(given)
    case 'typst-unseen':
      return unseen(question.signs, question.fonts)
  }
}
