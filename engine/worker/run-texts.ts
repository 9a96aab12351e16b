/**
 * The texts of a run, kept in its folder as they were when it began: it goes on with the very same ones, whatever the author writes
 * meanwhile. A line of JSON a piece; they are all there or not at all.
 */
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { TextPiece } from '#preload/contract/trainer.ts'
import { jsonLine } from '#preload/document/json-line.ts'
import { Problem } from '#preload/contract/problem.ts'
import { encodeDocuments, type TextEncoder, type TokenCorpus } from '#engine/training/index.ts'

const WHOLE = 'texts.jsonl'
const PART = 'texts.part.jsonl'

/** Adds pieces to a run's folder, which is made. */
export async function receiveTexts(folder: string, pieces: readonly TextPiece[], { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): Promise<void> {
  await mkdir(folder, { recursive: true })
  {
    await using file = await open(join(folder, PART), isFirst ? 'w' : 'a')
    await file.writeFile(pieces.map(jsonLine).join(''))
    if (isLast) await file.sync()
  }
  if (isLast) await rename(join(folder, PART), join(folder, WHOLE))
}

/** The texts as tokens, those to learn from and those that are held out. Throws `run-damaged` where they are not there, or not whole. */
export async function readTexts(folder: string, encoder: TextEncoder): Promise<{ learning: TokenCorpus; heldOut: TokenCorpus }> {
  const of = (heldOut: boolean): Promise<TokenCorpus> => encodeDocuments(documentsIn(folder, heldOut), encoder)
  return { learning: await of(false), heldOut: await of(true) }
}

async function* documentsIn(folder: string, heldOut: boolean) {
  for await (const { work, text } of worksIn(folder, heldOut)) yield { text, title: '', language: '', className: work }
}

/** Each work that is learnt, or each that is held out, with its pieces put together. Throws as `readTexts` does. */
export async function* worksIn(folder: string, heldOut: boolean): AsyncGenerator<{ work: string; text: string }> {
  let whole = { work: '', text: '' }
  for await (const { work, text, heldOut: isHeldOut } of piecesIn(folder)) {
    if (isHeldOut !== heldOut) continue
    if (whole.work !== work && whole.text !== '') yield whole
    whole = { work, text: whole.work === work ? whole.text + text : text }
  }
  if (whole.text !== '') yield whole
}

async function* piecesIn(folder: string): AsyncGenerator<TextPiece> {
  const path = join(folder, WHOLE)
  if (!(await stat(path).catch(() => undefined))?.isFile()) throw damaged('the texts of the run are gone')
  for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity })) yield pieceOf(line)
}

function pieceOf(line: string): TextPiece {
  try {
    return TextPiece.parse(JSON.parse(line))
  } catch (error) {
    throw damaged('the texts of the run are damaged', error)
  }
}

function damaged(message: string, cause?: unknown): Problem {
  return new Problem('run-damaged', message, {}, cause)
}
