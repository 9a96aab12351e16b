/** The door of engine/adapters: what is taught to a base, kept beside it. */
export { AdapterKindError, UnfitError } from './adapter-error.ts'
export type { AdaptedMatrix, Adapter, AdapterDescription } from './adapter.ts'
export { readGgufAdapter, writeGgufAdapter } from './gguf-adapter.ts'
export { checkBase, checkFit, OtherBaseError } from './fit.ts'
export { markOf, numbersOf, withMark, withoutMark, writeMarked } from './mark.ts'
export { adaptedMatrix, mergeAdapter, type MergeOptions } from './merge.ts'
export { describeAdapter, type FoundAdapter, listAdapters, readAdapter } from './open-adapter.ts'
export { readPeftAdapter, writePeftAdapter } from './peft-adapter.ts'
