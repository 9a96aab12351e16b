/** Holds an adapter against its base, before anything computes with both. */
import { type Base, type BaseIdentity, identify, kinship, openBase } from '#engine/bases/index.ts'
import { UnfitError } from './adapter-error.ts'
import type { Adapter } from './adapter.ts'
import { describeAdapter, readAdapter } from './open-adapter.ts'

/** An adapter that was made for another base. */
export class OtherBaseError extends UnfitError {
  /** The base that it was made for. */
  readonly wanted: BaseIdentity

  constructor(path: string, name: string, wanted: BaseIdentity, given: string) {
    super(path, `the adapter ${name} was made for ${wanted.name}, and this is ${given}, another model.`)
    this.wanted = wanted
  }
}

/** Throws OtherBaseError, naming both, where an adapter says that it was made for a base of another shape or vocabulary. One in another precision will do. */
export async function checkBase(base: Base, adapter: Pick<Adapter, 'base' | 'name'>): Promise<void> {
  if (!adapter.base) return
  const own = await identify(base)
  if (kinship(adapter.base, own) === 'other') throw new OtherBaseError(base.path, adapter.name, adapter.base, own.name)
}

/** The adapter at a path, a GGUF or a folder of PEFT. Throws UnfitError where it was made for another base than this. */
export async function fittingAdapter(path: string, base: Base): Promise<Adapter> {
  // By its headers first: one that is for another base need not be read.
  await checkBase(base, await describeAdapter(path))
  return readAdapter(path, base.config)
}

/**
 * Reads an adapter's file whole and holds it against the model that it is to be put on, by their paths: llama.cpp ends the process on some
 * that do not fit. Throws OtherBaseError, FormatError and the file system's errors.
 */
export async function checkFit(path: string, basePath: string): Promise<void> {
  await using base = await openBase(basePath)
  await fittingAdapter(path, base)
}
