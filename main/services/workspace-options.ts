/** What a workspace is opened with, and what it tells of. */
import { statSync } from 'node:fs'
import type { StoreFailure } from '#main/store/failure.ts'
import type { Places } from '#main/store/places.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { SamplePlace } from './sample-course.ts'

export interface WorkspaceOptions {
  /** The author's folder. */
  readonly folder: string
  /** What an empty workspace begins with; nothing when absent. */
  readonly sample?: SamplePlace
  readonly now?: () => number
  /** Between good copies while the workspace changes. */
  readonly copyEveryMs?: number
  /** Between attempts to take over what another studio holds, or to open what the disk refused. */
  readonly retryEveryMs?: number
  /** Hears of faults of the program in what goes on by itself. */
  readonly reportBug?: (error: unknown, where: string) => unknown
}

/** `state`: `Workspace.state` changed. `tree`: the library did. `text`: something was typed. `closing`: the last moment to write to this file: the workspace closes, or another comes in its place. */
export type WorkspaceEvent = 'state' | 'tree' | 'text' | 'closing'

/** How often things go on by themselves, in ms, unless the options say otherwise. */
export const rhythm = { copyEvery: 10 * 60_000, firstCopy: 5_000, retryEvery: 2_000 } as const

export const heldElsewhere = 'another studio has this workspace open'

/** Throws `read-only` where another studio holds the workspace. */
export function mustBeWritable(workspace: { isWritable(): boolean }): void {
  if (!workspace.isWritable()) throw new Problem('read-only', heldElsewhere)
}

/** Whether a file that was missing lies in its place again, and nobody is still copying into it. */
export function isBack({ file }: Places, { detail }: StoreFailure, { retryEveryMs = rhythm.retryEvery }: WorkspaceOptions): boolean {
  const found = detail.missing === undefined ? undefined : statSync(file, { throwIfNoEntry: false })
  return found !== undefined && found.mtimeMs < Date.now() - retryEveryMs
}
