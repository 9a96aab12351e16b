/** What completing throws, as the contract has it. */
import { basename } from 'node:path'
import { CompletionError, EvaluationError, Superseded } from '#engine/completion/index.ts'
import { Problem } from '#preload/contract/problem.ts'

/** What goes wrong with a file reaches pages, which get its name from here; where a path that was typed has no file, the shelf adds the path. */
export async function asProblem<T>(result: Promise<T>, path: string): Promise<T> {
  try {
    return await result
  } catch (error) {
    throw problemFrom(error, path)
  }
}

/** Expected failures by their code; anything else is a bug and stays what it is. */
export function problemFrom(error: unknown, path: string): unknown {
  if (error instanceof CompletionError)
    return new Problem(error.code, error.message.replaceAll(path, basename(path)), { ...error.detail, file: basename(path) }, error)
  // This process computes nothing any more; whoever started it ends it.
  if (error instanceof EvaluationError) return new Problem('engine-down', error.message, {}, error)
  if (error instanceof Superseded) return new Problem('cancelled', error.message, {}, error)
  return error
}
