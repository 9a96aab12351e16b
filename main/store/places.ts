/** Where the parts of a workspace lie in its folder, and how a time is written in their names. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Where the parts of a workspace lie. */
export interface Places {
  readonly folder: string
  readonly file: string
  readonly lock: string
  readonly copies: string
  /** Workspaces that another was put in the place of, whole. */
  readonly replaced: string
}

export function placesIn(folder: string): Places {
  return {
    folder,
    file: join(folder, 'workspace.sqlite'),
    lock: join(folder, 'workspace.lock'),
    copies: join(folder, 'copies'),
    replaced: join(folder, 'replaced'),
  }
}

/** A time as a part of a file name: `2026-11-24T11-20-33-123Z`. */
export function stampFromTime(time: number): string {
  return new Date(time).toISOString().replaceAll(/[:.]/g, '-')
}

/** The time in a stamp, or null when it is none. */
export function timeFromStamp(stamp: string): number | null {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/.exec(stamp)
  return match ? Date.parse(`${match[1]}T${match[2]}:${match[3]}:${match[4]}.${match[5]}Z`) : null
}

/** The good copies in their folder, newest first; none where there is no folder. */
export function copyFiles(folder: string): { id: string; at: number }[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .flatMap((name) => {
      const id = name.endsWith('.sqlite') ? name.slice(0, -'.sqlite'.length) : ''
      const at = timeFromStamp(id)
      return at === null ? [] : [{ id, at }]
    })
    .sort((a, b) => b.at - a.at)
}
