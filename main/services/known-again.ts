/** Adapters of the studio that come back as files: told by their mark, and taken for what they are. */
import { existsSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { flushFolder } from '#main/store/aside.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { AdapterId, TakenAdapter } from '#preload/contract/adapters.ts'
import type { ArchiveLearning, KnownWork } from './archive-learning.ts'
import type { SidedWork } from './divided-works.ts'
import { voiceOf, type VoiceMark, worksKnownOf } from './voice-mark.ts'
import type { AdapterRecord, VoiceFolder } from './voice-records.ts'

/** What is known of an adapter that comes back. */
export type Returned = Omit<VoiceMark, 'kind' | 'version' | 'base' | 'works'> & Pick<AdapterRecord, 'identity' | 'works' | 'divided'>

/** What became of an adapter that comes back. */
export type Again =
  /** To be kept as what is known of it; null for a strange one. */
  | { readonly kind: 'new'; readonly returned: Returned | null }
  /** It stands in the place of its own file, which was damaged or gone. */
  | { readonly kind: 'restored'; readonly id: AdapterId }

export interface ReturnOptions {
  readonly files: Pick<VoiceFolder, 'remembered' | 'fileOf' | 'model' | 'readRun' | 'keepWorks'>
  readonly learning: Pick<ArchiveLearning, 'known'>
  /** Whether two files are one adapter; null where the one that is kept is damaged or gone. */
  readonly isSame: (kept: string, other: string) => Promise<boolean | null>
  readonly signal: AbortSignal
}

const strange: Again = { kind: 'new', returned: null }

/**
 * What an adapter is that was taken in, whose file lies at `file`, which is moved where it is restored. Throws `adapter-here` where that
 * very adapter is here already (`found`: of how many more works it is known now that they are its own).
 */
export async function knownAgain(file: string, { mark, identity }: Pick<TakenAdapter, 'mark' | 'identity'>, options: ReturnOptions): Promise<Again> {
  const voice = mark === undefined ? null : voiceOf(mark, identity)
  if (voice === null) return strange
  const { files, isSame } = options
  const { kind: _kind, version: _version, base, works: divided, ...said } = voice
  const works = worksKnownOf(voice, await worksOf(options.learning, options.signal))
  const here = files.remembered(voice.id)
  if (here !== null) {
    const verdict = await isSame(files.fileOf(voice.id), file)
    // Another one that calls itself so; where numbers can't tell, how it was made does.
    if (verdict === false || (verdict === null && !isOf(voice, here))) return strange
    if (verdict === null) putInPlace(file, files.fileOf(voice.id))
    // Works may have come to the archive since.
    const found = foundSince(here, works)
    if (found > 0) files.keepWorks(voice.id, works)
    if (verdict === null) return { kind: 'restored', id: voice.id }
    throw new Problem('adapter-here', `${here.name} is here already`, { name: here.name, ...(found > 0 && { found }) })
  }
  const isTaken = files.model(voice.id) !== null || files.readRun()?.run.id === voice.id || existsSync(dirname(files.fileOf(voice.id)))
  if (isTaken) return strange
  return { kind: 'new', returned: { ...said, madeAt: Math.min(said.madeAt, Date.now()), identity: base, works, divided } }
}

function putInPlace(file: string, place: string): void {
  renameSync(file, place)
  flushFolder(dirname(place))
}

/** Whether a mark says of an adapter what its record does: all that no renaming changes. */
function isOf({ base, madeAt, setup, choice, figures, before, after, seconds }: VoiceMark, here: AdapterRecord): boolean {
  const { sizes, numbers } = here.identity
  const kept = { sizes, numbers, madeAt: here.madeAt, setup: here.setup, choice: here.choice }
  const measured = { figures: here.figures, before: here.before, after: here.after, seconds: here.seconds }
  return isDeepStrictEqual({ sizes: base.sizes, numbers: base.numbers, madeAt, setup, choice, figures, before, after, seconds }, { ...kept, ...measured })
}

/** How many works of one that came back as a file are known now and were not before. */
function foundSince(here: AdapterRecord, works: readonly SidedWork[]): number {
  return here.divided ? Math.max(0, works.length - here.works.length) : 0
}

/** The works of the archive. One that cannot be read just now knows none. Throws where the request is given up meanwhile. */
export async function worksOf(learning: Pick<ArchiveLearning, 'known'>, signal: AbortSignal): Promise<readonly KnownWork[]> {
  try {
    return await learning.known(signal)
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof Problem) return [] // the archive's own page tells of it
    throw error
  }
}
