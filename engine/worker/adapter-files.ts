/** Adapters taken in from elsewhere, written for others, and put into their base as a model of its own. */
import { readdir, rm, statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import {
  type Adapter,
  AdapterKindError,
  describeAdapter,
  fittingAdapter,
  isSameAdapter,
  mergeAdapter,
  ModelGivenError,
  numbersOf,
  readAdapter,
  UnfitError,
  withMark,
  writeMarked,
  writePeftAdapter,
  writeTaken,
} from '#engine/adapters/index.ts'
import { type Base, openBase } from '#engine/bases/index.ts'
import { FormatError } from '#engine/formats/index.ts'
import { parameterSpecs } from '#engine/model/index.ts'
import type { TakenAdapter } from '#preload/contract/adapters.ts'
import type { engine } from '#preload/contract/engine.ts'
import { mostMarkLength } from '#preload/contract/marks.ts'
import type { Handlers } from '#preload/contract/member.ts'
import type { CopyProgress } from '#preload/contract/models.ts'
import { Problem, type ProblemCode } from '#preload/contract/problem.ts'
import { mustFit } from './adapter-fit.ts'
import { freeNames, spareBytes } from './model-copies.ts'
import { baseProblem, diskProblem, isDisks } from './trainer-problems.ts'

type Members = 'takeAdapter' | 'giveAdapter' | 'sameAdapter' | 'merge' | 'merged'

export function adapterHandlers(): Pick<Handlers<typeof engine>, Members> {
  /** Those under way. */
  const merging = new Set<Promise<void>>()
  return {
    takeAdapter: (asked) => take(asked).catch((error: unknown) => Promise.reject(takingProblem(error, asked.from))),
    giveAdapter: async (asked) => {
      await (asked.base === null
        ? writeMarked(asked.path, asked.to, asked).catch((error: unknown) => Promise.reject(givingProblem(error, asked.name)))
        : giveAsPeft({ ...asked, base: asked.base }))
      return {}
    },
    sameAdapter: async ({ kept, other }) => ({ isSame: await isSameAdapter(kept, other).catch(toldOfDisk) }),
    merge: async function* (asked, { signal }) {
      const { promise, resolve } = Promise.withResolvers<void>()
      merging.add(promise)
      try {
        yield* merged(asked, signal)
      } finally {
        merging.delete(promise)
        resolve()
      }
    },
    merged: async () => {
      await Promise.all(merging)
      return {}
    },
  }
}

interface Given {
  readonly path: string
  readonly base: string
  readonly to: string
  readonly name: string
  readonly mark: string | null
}

async function giveAsPeft({ path, base: basePath, to, name, mark }: Given): Promise<void> {
  await mustFit(path, basePath)
  await using base = await openBase(basePath)
  const adapter = await readAdapter(path, base.config)
  const notes = mark === null ? adapter.notes : withMark(adapter.notes, mark, await numbersOf(path))
  await writePeftAdapter(to, { ...adapter, name, notes }, base.config).catch(toldOfDisk)
}

interface Offered {
  readonly id: string
  readonly path: string
}

async function take({ from, to, bases }: { from: string; to: string; bases: readonly Offered[] }): Promise<TakenAdapter> {
  const described = await describeAdapter(from)
  for (const { id, path } of bases) {
    await using base = await openBase(path)
    const adapter = await fittingOrNull(from, base)
    if (adapter === null) continue
    const { identity, rank, mark } = await writeTaken(to, adapter, base, { keepsMark: false })
    return { name: adapter.name, rank, base: id, identity, ...(mark !== null && mark.length <= mostMarkLength && { mark }) }
  }
  throw new Problem('adapter-base-missing', `no model here is the base of ${basename(from)}`, { name: described.name, base: described.baseName })
}

/** The adapter, where this base is its own; null where it is for another one. Damage is no such thing, and is thrown. */
async function fittingOrNull(path: string, base: Base): Promise<Adapter | null> {
  try {
    return await fittingAdapter(path, base)
  } catch (error) {
    if (error instanceof UnfitError) return null
    throw error
  }
}

function takingProblem(error: unknown, path: string): unknown {
  const file = basename(path)
  if (error instanceof AdapterKindError) return new Problem('adapter-kind', error.message, { file, what: error.what }, error)
  if (error instanceof FormatError) return new Problem(takingCode(error), error.message, { file }, error)
  return isDisks(error) ? diskProblem(error) : error
}

function takingCode(error: FormatError): ProblemCode {
  if (error instanceof ModelGivenError) return 'adapter-model'
  return error.kind === 'foreign' ? 'adapter-foreign' : 'adapter-unreadable'
}

function givingProblem(error: unknown, name: string): unknown {
  if (error instanceof FormatError) return new Problem('adapter-damaged', error.message, { name }, error)
  return isDisks(error) ? diskProblem(error) : error
}

function toldOfDisk(error: unknown): never {
  throw isDisks(error) ? diskProblem(error) : error
}

interface Merging {
  readonly path: string
  readonly strength: number
  readonly base: string
  readonly precision: 'f16' | 'q8_0'
  readonly name: string
  readonly folder: string
}

/** Between two words about how far it is. */
const tellEveryMs = 100
/** Of a number, as it is kept: matrices are most of them. */
const bytesPerNumber = { f16: 2, q8_0: 34 / 32 } as const
/** What a file is called while it is written; the list of models has no such names. */
const unfinished = /\.gguf\.(\d+)-\w+\.tmp$/

async function* merged({ path, base: basePath, strength, precision, name, folder }: Merging, signal: AbortSignal): AsyncGenerator<CopyProgress> {
  await mustFit(path, basePath)
  await using base = await openBase(basePath)
  const numbers = parameterSpecs(base.config).reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0)
  const total = Math.ceil(numbers * bytesPerNumber[precision])
  await madeRoom(folder, total).catch(toldOfDisk)
  const [file = name] = freeNames([`${name}.gguf`], await readdir(folder))
  let done = 0
  const left = new AbortController()
  const options = { name, precision, strength, onNumbers: (count: number) => (done += count) }
  const work = readAdapter(path, base.config).then((adapter) =>
    mergeAdapter(join(folder, file), base, adapter, options, AbortSignal.any([signal, left.signal])),
  )
  try {
    for (let isOver = false; !isOver;) {
      isOver = await Promise.race([work.then(() => true), new Promise<false>((resolve) => setTimeout(resolve, tellEveryMs, false))])
      yield { bytes: Math.ceil(done * bytesPerNumber[precision]), total, id: isOver ? file : null }
    }
  } catch (error) {
    throw isDisks(error) ? diskProblem(error) : await baseProblem(error, basePath)
  } finally {
    left.abort()
    await work.catch(() => undefined) // told above
  }
}

/** Makes the folder, and takes away what a death left there, never what another process is writing. */
async function madeRoom(folder: string, bytes: number): Promise<void> {
  makeFolders(folder)
  for (const name of await readdir(folder)) {
    const writer = unfinished.exec(name)?.[1]
    if (writer !== undefined && !isAlive(Number(writer))) await rm(join(folder, name), { force: true })
  }
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize < bytes + spareBytes) throw new Problem('disk-full', `the model takes ${bytes} bytes, and ${bavail * bsize} are free`)
}

/** Whether a process of this computer still runs. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
