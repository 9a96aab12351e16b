/** The works that `moke proof` is given, and which of them were not learnt. */
import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ProofWork } from '#engine/proof/index.ts'
import { readDocuments, trainingText } from '#engine/training/index.ts'
import { splitWorks } from '#engine/tuning/index.ts'
import { CommandError } from './command.ts'
import type { ProofValues } from './proof.ts'

export interface DividedWorks {
  readonly learnt: readonly ProofWork[]
  readonly heldOut: readonly ProofWork[]
}

type Named = Pick<ProofValues, 'held-out' | 'adapter'>

/** The works of files. Throws CommandError where none is held out. */
export async function dividedFiles(options: Named & Pick<ProofValues, 'data' | 'seed'>, signal: AbortSignal): Promise<DividedWorks> {
  const works: ProofWork[] = []
  for (const file of options.data) works.push(...(await worksIn(file, signal)))
  return divided(joined(works), (all) => asFinetune(all, options.seed), options, signal)
}

/** Works by side: as they were named or recorded, otherwise as `otherwise` has it. Throws CommandError where none is held out. */
export async function divided(
  works: readonly ProofWork[],
  otherwise: (works: readonly ProofWork[]) => DividedWorks,
  { 'held-out': named, adapter }: Named,
  signal: AbortSignal,
): Promise<DividedWorks> {
  const recorded = named.length > 0 ? null : await recordedTitles(adapter)
  const sides = named.length > 0 ? await byName(works, named, signal) : recorded ? byTitle(works, recorded) : otherwise(works)
  if (sides.heldOut.length === 0) throw new CommandError('No work is held out, so nothing can be proved: name works that were not learnt with --held-out.')
  return sides
}

function byTitle(works: readonly ProofWork[], titles: ReadonlySet<string>): DividedWorks {
  return { learnt: works.filter(({ title }) => !titles.has(title)), heldOut: works.filter(({ title }) => titles.has(title)) }
}

function asFinetune(works: readonly ProofWork[], seed: number): DividedWorks {
  const { heldOut } = splitWorks(
    works.map(({ id, text }) => ({ work: id, text })),
    seed,
  )
  return byTitle(works, new Set(heldOut.map(({ work }) => work)))
}

async function byName(works: readonly ProofWork[], named: readonly string[], signal: AbortSignal): Promise<DividedWorks> {
  const heldOut: ProofWork[] = []
  for (const name of named) {
    const own = works.filter(({ title }) => title === name)
    const read = own.length > 0 ? own : (await isFile(name)) ? await worksIn(name, signal) : []
    if (read.length === 0) throw new CommandError(`--held-out ${name}: there is no work of this title, and no such file.`)
    heldOut.push(...read)
  }
  return { learnt: byTitle(works, new Set(heldOut.map(({ title }) => title))).learnt, heldOut: joined(heldOut) }
}

/** What the run held out, where its record lies beside the adapter: that of `moke finetune`, or the studio's. */
async function recordedTitles(adapter: string): Promise<ReadonlySet<string> | null> {
  const beside = (name: string) => readFile(join(dirname(adapter), name), 'utf8').catch(() => null)
  const own = await beside('tuning.json')
  if (own !== null) return titlesIn(own, (works) => (isObject(works) ? works['heldOut'] : null))
  const studios = await beside('record.json')
  return studios === null
    ? null
    : titlesIn(studios, (works) => (Array.isArray(works) ? works.flatMap((work) => (isObject(work) && work['heldOut'] === true ? [work['title']] : [])) : null))
}

function titlesIn(text: string, of: (works: unknown) => unknown): ReadonlySet<string> | null {
  const record: unknown = JSON.parse(text)
  const titles = isObject(record) ? of(record['works']) : null
  return Array.isArray(titles) ? new Set(titles.map(String)) : null
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false
}

/** The works of a file: told by their titles, as `moke finetune` tells them. */
async function worksIn(file: string, signal: AbortSignal): Promise<ProofWork[]> {
  const works: ProofWork[] = []
  for await (const document of readDocuments(file)) {
    signal.throwIfAborted()
    const title = document.title || `${works.length + 1}`
    works.push({ id: title, title, text: trainingText(document) })
  }
  return works
}

/** Texts of one title are one work. */
export function joined(works: readonly ProofWork[]): ProofWork[] {
  return [...Map.groupBy(works, ({ title }) => title)].map(([title, own]) => ({ id: title, title, text: own.map(({ text }) => text).join('\n\n') }))
}
