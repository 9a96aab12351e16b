/** The works that `moke proof` is given, and which of them were not learnt. */
import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BaseIdentity } from '#engine/bases/index.ts'
import { CommandError } from './command.ts'
import { type CommandWork, contentId, type DividedWorks, divideWorks, worksIn } from './works.ts'
import type { ProofValues } from './proof.ts'

interface Named extends Pick<ProofValues, 'held-out' | 'adapter'> {
  /** How its works were divided where no record lies beside it: as somebody remembers of the bundle that it comes of, or as the mark in its file says. */
  readonly remembered?: { readonly by: 'bundle' | 'mark'; readonly works: readonly RecordedWork[] } | null | undefined
  /** A title as the record of a run may have it instead: without what is masked in it. */
  readonly titleIn?: (title: string) => string
}

/** Works by side, and how one knows on which they were: a guess is none of the adapter's own. */
export interface Division extends DividedWorks {
  readonly by: 'name' | 'record' | 'bundle' | 'mark' | 'guess'
}

/** The works of files. Throws CommandError where none is held out. */
export async function dividedFiles(options: Named & Pick<ProofValues, 'data' | 'seed'>, signal: AbortSignal): Promise<Division> {
  return divided(await worksIn(options.data, signal), (all) => divideWorks(all, options.seed), options, signal)
}

/** Works by side: as they were named or recorded, otherwise as `otherwise` has it. Throws CommandError where none is held out. */
export async function divided(
  works: readonly CommandWork[],
  otherwise: (works: readonly CommandWork[]) => DividedWorks | Promise<DividedWorks>,
  { 'held-out': named, adapter, remembered = null, titleIn = (title) => title }: Named,
  signal: AbortSignal,
): Promise<Division> {
  const beside = await recordedWorks(adapter)
  const known = remembered !== null && remembered.works.length > 0 ? remembered : null
  const recorded = beside ?? known?.works ?? null
  const sides: Division =
    named.length > 0
      ? { ...(await byName(works, named, { recorded: recorded ?? [], titleIn, signal })), by: 'name' }
      : recorded
        ? { ...bySide(works, recorded, titleIn), by: beside || !known ? 'record' : known.by }
        : { ...(await otherwise(works)), by: 'guess' }
  if (sides.heldOut.length === 0) throw new CommandError('No work is held out, so nothing can be proved: name works that were not learnt with --held-out.')
  return sides
}

/** A work of a run, as its record has it. */
export interface RecordedWork {
  /** Null in the record of an older version. */
  readonly id: string | null
  readonly title: string
  readonly isHeldOut: boolean
}

/** Works that the run did not know are on neither side. */
function bySide(works: readonly CommandWork[], recorded: readonly RecordedWork[], titleIn: (title: string) => string): DividedWorks {
  const sideOf = sides(works, recorded, titleIn)
  return { learnt: works.filter((work) => sideOf(work) === 'learnt'), heldOut: works.filter((work) => sideOf(work) === 'held-out') }
}

/**
 * Tells on which side of its run a work was: by its id or, where the run had no such work (it was changed since, or comes by another way), by its
 * title. What one of the run's works of the title was learnt is never taken for held out.
 */
function sides(
  works: readonly CommandWork[],
  recorded: readonly RecordedWork[],
  titleIn: (title: string) => string,
): (work: CommandWork) => 'learnt' | 'held-out' | null {
  const given = new Set(works.map(({ id }) => id))
  const byId = Map.groupBy(recorded, ({ id }) => id)
  const byTitle = Map.groupBy(
    recorded.filter(({ id }) => id === null || !given.has(id)),
    ({ title }) => title,
  )
  // Less may have been masked then than is now.
  const byMasked = Map.groupBy([...byTitle.values()].flat(), ({ title }) => titleIn(title))
  return ({ id, title }) => {
    const own = byId.get(id) ?? byTitle.get(title) ?? byMasked.get(titleIn(title)) ?? []
    return own.length === 0 ? null : own.every(({ isHeldOut }) => isHeldOut) ? 'held-out' : 'learnt'
  }
}

async function byName(
  works: readonly CommandWork[],
  named: readonly string[],
  { recorded, titleIn, signal }: { readonly recorded: readonly RecordedWork[]; readonly titleIn: (title: string) => string; readonly signal: AbortSignal },
): Promise<DividedWorks> {
  const called = (title: string) => works.filter((work) => work.title === title)
  const inFiles = new Map<string, readonly CommandWork[]>()
  for (const name of named) if (called(name).length === 0 && (await isFile(name))) inFiles.set(name, await worksIn([name], signal))
  const isLearnt = learntOf([...works, ...[...inFiles.values()].flat()], recorded, titleIn)
  const heldOut = named.flatMap((name) => {
    const meant = inFiles.get(name) ?? called(name)
    if (meant.length === 0) throw new CommandError(`--held-out ${name}: there is no work of this title, and no such file.`)
    const read = meant.filter((work) => !isLearnt(work))
    if (read.length === 0) throw new CommandError(`--held-out ${name}: the adapter learnt it, as the record beside it says.`)
    return read
  })
  const held = Map.groupBy(heldOut, ({ text }) => contentId(text))
  return { learnt: works.filter(({ text }) => !held.has(contentId(text))), heldOut: [...held.values()].flatMap(([work]) => work ?? []) }
}

/** Tells whether a run learnt a work, be it by another id: that of a library says nothing of what it says. */
function learntOf(works: readonly CommandWork[], recorded: readonly RecordedWork[], titleIn: (title: string) => string): (work: CommandWork) => boolean {
  const sideOf = sides(works, recorded, titleIn)
  const learnt = new Set(works.flatMap((work) => (sideOf(work) === 'learnt' ? [contentId(work.text)] : [])))
  return ({ text }) => learnt.has(contentId(text))
}

/** The works of the run, where its record lies beside the adapter: that of `moke finetune`, or the studio's. */
async function recordedWorks(adapter: string): Promise<RecordedWork[] | null> {
  const beside = async (name: string) => {
    const path = join(dirname(adapter), name)
    return recordedIn(path, await readFile(path, 'utf8').catch(() => null))
  }
  const own = await beside('tuning.json')
  if (isObject(own)) return [...recordedOn(own['learning'], false), ...recordedOn(own['heldOut'], true)]
  const studios = await beside('record.json')
  // One that was brought in from elsewhere has none.
  if (!Array.isArray(studios) || studios.length === 0) return null
  return studios.flatMap((work) => recordedOn([work], isObject(work) && work['heldOut'] === true))
}

function recordedIn(path: string, text: string | null): unknown {
  if (text === null) return null
  try {
    const record: unknown = JSON.parse(text)
    return isObject(record) ? record['works'] : null
  } catch (error) {
    throw new CommandError(
      `${path} is damaged, so nobody can tell which works the adapter learnt: name those that it did not with --held-out, and move that file away.`,
      { cause: error },
    )
  }
}

/** An older version kept titles alone. */
function recordedOn(works: unknown, isHeldOut: boolean): RecordedWork[] {
  return (Array.isArray(works) ? works : []).map((work: unknown) =>
    isObject(work) ? { id: String(work['id']), title: String(work['title']), isHeldOut } : { id: null, title: String(work), isHeldOut },
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false
}

/** The mark in an adapter's file, and of which base that says it is; null where it has none, as a folder of PEFT, to whose numbers no mark is bound. Throws FormatError. */
export async function noteIn(adapter: string): Promise<{ readonly mark: string; readonly base: BaseIdentity } | null> {
  if (!(await isFile(adapter))) return null
  const { describeAdapter, markOf } = await import('#engine/adapters/index.ts')
  const { base, notes } = await describeAdapter(adapter)
  const mark = base && (await markOf(notes, adapter))
  return base && mark !== null ? { mark, base } : null
}
