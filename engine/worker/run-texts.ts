/**
 * The texts of a run, kept in its folder as they were when it began: it goes on with the very same ones, whatever the author writes
 * meanwhile. A line of JSON a piece; they are all there or not at all.
 */
import { createReadStream } from 'node:fs'
import { open, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { makeFolders } from '#engine/computer/index.ts'
import { TextPiece } from '#preload/contract/trainer.ts'
import { jsonLine } from '#preload/document/json-line.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Span, TextEncoder, TokenCorpus } from '#engine/training/index.ts'
import { encodeTexts, type LearningText } from '#engine/tuning/index.ts'

const WHOLE = 'texts.jsonl'
const PART = 'texts.part.jsonl'

/** Adds pieces to a run's folder, which is made. */
export async function receiveTexts(folder: string, pieces: readonly TextPiece[], { isFirst, isLast }: { isFirst: boolean; isLast: boolean }): Promise<void> {
  makeFolders(folder)
  {
    await using file = await open(join(folder, PART), isFirst ? 'w' : 'a')
    await file.writeFile(pieces.map(jsonLine).join(''))
    if (isLast) await file.sync()
  }
  if (isLast) await rename(join(folder, PART), join(folder, WHOLE))
}

/** The texts as tokens, those to learn from and those that are held out. Throws `run-damaged` where they are not there, or not whole. */
export async function readTexts(folder: string, encoder: TextEncoder): Promise<{ learning: TokenCorpus; heldOut: TokenCorpus }> {
  const of = (heldOut: boolean): Promise<TokenCorpus> => encodeTexts(worksIn(folder, heldOut), encoder)
  return { learning: await of(false), heldOut: await of(true) }
}

/** Each work that is learnt, or each that is held out, with its pieces put together; `isAside`: each that is neither. Throws as `readTexts` does. */
export async function* worksIn(folder: string, heldOut: boolean, isAside = false): AsyncGenerator<LearningText> {
  let whole: Required<LearningText> = { work: '', text: '', context: [] }
  for await (const { work, text, heldOut: isHeldOut, isAside: isOther = false, context = [] } of piecesIn(folder)) {
    if (isHeldOut !== heldOut || isOther !== isAside) continue
    if (whole.work !== work && whole.text !== '') yield whole
    const before = whole.work === work ? whole : { text: '', context: [] }
    const from = before.text.length
    whole = { work, text: before.text + text, context: [...before.context, ...context.map(([start, end]): Span => [from + start, from + end])] }
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
