/** Adapters of the studio that come back as files: told by their mark, and taken for what they are. */
import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import { Problem } from '#preload/contract/problem.ts'
import type { TakenAdapter } from '#preload/contract/adapters.ts'
import type { ArchiveLearning, KnownWork } from './archive-learning.ts'
import { voiceOf, type VoiceMark, worksKnownOf } from './voice-mark.ts'
import type { AdapterRecord, VoiceFolder } from './voice-records.ts'

/** What is known of an adapter that comes back. */
export type Returned = Omit<VoiceMark, 'kind' | 'version' | 'base' | 'works'> & Pick<AdapterRecord, 'identity' | 'works' | 'divided'>

export interface ReturnOptions {
  readonly files: Pick<VoiceFolder, 'record' | 'fileOf' | 'model' | 'readRun' | 'keepWorks'>
  readonly learning: Pick<ArchiveLearning, 'known'>
  /** Whether two files are one adapter. */
  readonly isSame: (one: string, other: string) => Promise<boolean>
}

/** What is known of an adapter that was taken in, whose file lies at `file`; null for a strange one. Throws `adapter-here` where that very adapter is here already. */
export async function knownAgain(file: string, { mark, identity }: Pick<TakenAdapter, 'mark' | 'identity'>, options: ReturnOptions): Promise<Returned | null> {
  const voice = mark === undefined ? null : voiceOf(mark, identity)
  if (voice === null) return null
  const { files, isSame } = options
  const { kind: _kind, version: _version, base, works: divided, ...said } = voice
  const works = worksKnownOf(voice, await worksOf(options.learning))
  const here = files.record(voice.id)
  if (here !== null) {
    // Another one that calls itself so.
    if (!(await isSame(files.fileOf(voice.id), file))) return null
    // Works may have come to the archive since.
    if (here.divided && works.length > here.works.length) files.keepWorks(voice.id, works)
    throw new Problem('adapter-here', `${here.name} is here already`, { name: here.name })
  }
  const isTaken = files.model(voice.id) !== null || files.readRun()?.run.id === voice.id || existsSync(dirname(files.fileOf(voice.id)))
  if (isTaken) return null
  return { ...said, madeAt: Math.min(said.madeAt, Date.now()), identity: base, works, divided }
}

/** The works of the archive. One that cannot be read just now knows none. */
export async function worksOf(learning: Pick<ArchiveLearning, 'known'>): Promise<readonly KnownWork[]> {
  try {
    return await learning.known(new AbortController().signal)
  } catch (error) {
    if (error instanceof Problem) return [] // the archive's own page tells of it
    throw error
  }
}
