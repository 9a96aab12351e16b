/** Adapters held against a model, and what can be wrong with one, as the author is told of it. */
import { basename } from 'node:path'
import { checkFit, OtherBaseError } from '#engine/adapters/index.ts'
import { type BaseIdentity, identify, openBase } from '#engine/bases/index.ts'
import { FormatError } from '#engine/formats/index.ts'
import { Problem } from '#preload/contract/problem.ts'
import { baseProblem } from './trainer-problems.ts'

/** Holds an adapter's file against a model's before llama.cpp gets to see it. Throws `adapter-…` and `base-…` Problems. */
export async function mustFit(path: string, model: string): Promise<void> {
  await checkFit(path, model).catch(async (error: unknown) => Promise.reject(await fitProblem(error, path, model)))
}

/** Which base a model is; null where it is none of those that can be taught. */
export async function identityOf(model: string): Promise<BaseIdentity | null> {
  try {
    await using base = await openBase(model)
    return await identify(base)
  } catch (error) {
    const told = await baseProblem(error, model)
    if (told instanceof Problem && ['base-unknown', 'base-unusable'].includes(told.code)) return null
    throw told
  }
}

async function fitProblem(error: unknown, path: string, model: string): Promise<unknown> {
  const file = basename(path)
  if (error instanceof OtherBaseError) return new Problem('adapter-base-other', error.message, { file, base: error.wanted.name }, error)
  if (error instanceof FormatError && error.path.startsWith(path)) return new Problem('adapter-damaged', `${file}: it can't be used`, { file }, error)
  if (error instanceof Error && 'code' in error && 'path' in error && error.path === path)
    return new Problem('adapter-missing', `${file} can't be read`, { file }, error)
  return baseProblem(error, model)
}
