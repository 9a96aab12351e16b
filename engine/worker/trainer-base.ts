/** The base of a run: its sizes and numbers, the tokens that it has, and which one it is. */
import { type Base as BaseFile, type BaseIdentity, identify, openBase, openTokenizer } from '#engine/bases/index.ts'
import { ModelVocabulary } from '#engine/completion/index.ts'
import type { DecoderConfig } from '#engine/model/index.ts'
import type { TextEncoder } from '#engine/training/index.ts'
import type { Base } from '#engine/tuning/index.ts'
import { baseProblem } from './trainer-problems.ts'

export interface TrainerBase extends AsyncDisposable {
  readonly name: string
  readonly config: DecoderConfig
  readonly encoder: TextEncoder
  readonly identity: BaseIdentity
  /** As a run reads it. */
  readonly base: Base
  /** What it was opened from. */
  readonly file: BaseFile
}

/** Opens a base. Throws a Problem where it is missing, damaged, or of a kind that can't be taught. */
export async function openTrainerBase(path: string): Promise<TrainerBase> {
  const told = async <T>(work: Promise<T>): Promise<T> => work.catch(async (error: unknown) => Promise.reject(await baseProblem(error, path)))
  await using opening = new AsyncDisposableStack()
  const opened = opening.use(await told(openBase(path)))
  const identity = await told(identify(opened))
  const encoder = opening.use(await told(openTokenizer(opened, (file) => ModelVocabulary.open(file))))
  const all = opening.move()
  return {
    name: opened.name,
    config: opened.config,
    encoder,
    identity,
    base: { id: identity.numbers, config: opened.config, read: (name) => told(opened.read(name)) },
    file: opened,
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  }
}
