/** The works that `moke proof` is given, and which of them were not learnt. */
import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import type { ProofWork } from '#engine/proof/index.ts'
import { readDocuments, trainingText } from '#engine/training/index.ts'
import { splitWorks } from '#engine/tuning/index.ts'
import { CommandError, UsageError } from './command.ts'
import type { ProofValues } from './proof.ts'

export interface DividedWorks {
  readonly learnt: readonly ProofWork[]
  readonly heldOut: readonly ProofWork[]
}

type Values = Pick<ProofValues, 'data' | 'archive' | 'held-out' | 'adapter' | 'seed'>

/** Reads them. Throws UsageError where none are named, CommandError where none is held out. */
export async function proofWorks(options: Values, signal: AbortSignal): Promise<DividedWorks> {
  const { data, archive } = options
  if (data.length + archive.length === 0) throw new UsageError('--data or --archive is required: the author’s works.')
  const works: ProofWork[] = []
  for (const path of [...data, ...archive]) for (const file of await filesIn(path)) works.push(...(await worksIn(file, signal)))
  const divided = await divide(joined(works), options, signal)
  if (divided.heldOut.length === 0) throw new CommandError('No work is held out, so nothing can be proved: name works that were not learnt with --held-out.')
  return divided
}

async function divide(works: readonly ProofWork[], { 'held-out': named, adapter, seed }: Values, signal: AbortSignal): Promise<DividedWorks> {
  if (named.length > 0) return byName(works, named, signal)
  const recorded = await recordedTitles(adapter)
  if (recorded) return { learnt: works.filter(({ title }) => !recorded.has(title)), heldOut: works.filter(({ title }) => recorded.has(title)) }
  const { heldOut } = splitWorks(
    works.map(({ id, text }) => ({ work: id, text })),
    seed,
  )
  const held = new Set(heldOut.map(({ work }) => work))
  return { learnt: works.filter(({ id }) => !held.has(id)), heldOut: works.filter(({ id }) => held.has(id)) }
}

async function byName(works: readonly ProofWork[], named: readonly string[], signal: AbortSignal): Promise<DividedWorks> {
  const heldOut: ProofWork[] = []
  for (const name of named) {
    const own = works.filter(({ title }) => title === name)
    const read = own.length > 0 ? own : (await isFile(name)) ? await worksIn(name, signal) : []
    if (read.length === 0) throw new CommandError(`--held-out ${name}: there is no work of this title, and no such file.`)
    heldOut.push(...read)
  }
  const titles = new Set(heldOut.map(({ title }) => title))
  return { learnt: works.filter(({ title }) => !titles.has(title)), heldOut: joined(heldOut) }
}

/** What the run held out, where its record lies beside the adapter. */
async function recordedTitles(adapter: string): Promise<ReadonlySet<string> | null> {
  const text = await readFile(join(dirname(adapter), 'tuning.json'), 'utf8').catch(() => null)
  if (text === null) return null
  const record: unknown = JSON.parse(text)
  const works = typeof record === 'object' && record !== null && 'works' in record ? record.works : null
  const titles = typeof works === 'object' && works !== null && 'heldOut' in works ? works.heldOut : null
  return Array.isArray(titles) ? new Set(titles.map(String)) : null
}

async function filesIn(path: string): Promise<string[]> {
  try {
    if (!(await stat(path)).isDirectory()) return [path]
    const names = await readdir(path, { recursive: true })
    return names
      .filter((name) => /\.(?:jsonl|jsonl\.xz|md|txt)$/.test(name))
      .sort()
      .map((name) => join(path, name))
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new CommandError(`${path} cannot be read: ${error.message}`)
    throw error
  }
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false
}

/** The works of a file: told by their titles, as `moke finetune` tells them. */
async function worksIn(file: string, signal: AbortSignal): Promise<ProofWork[]> {
  if (!/\.jsonl(\.xz)?$/.test(file)) {
    const title = basename(file, extname(file))
    return [{ id: title, title, text: trainingText({ title, text: await readFile(file, 'utf8') }) }]
  }
  const works: ProofWork[] = []
  for await (const document of readDocuments(file)) {
    signal.throwIfAborted()
    const title = document.title || `${works.length + 1}`
    works.push({ id: title, title, text: trainingText(document) })
  }
  return works
}

/** Texts of one title are one work. */
function joined(works: readonly ProofWork[]): ProofWork[] {
  return [...Map.groupBy(works, ({ title }) => title)].map(([title, own]) => ({ id: title, title, text: own.map(({ text }) => text).join('\n\n') }))
}
