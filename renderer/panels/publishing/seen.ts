/** What the desk looked like when the author went to a place in the text, for when they come back. One of these a window. */
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { Host } from '#renderer/host/host.ts'

/** What a check depends on beside its question. */
export interface Since {
  /** Another one whenever a lesson is another. */
  readonly tree: unknown
  readonly author: string
  readonly producer: string
  /** Of the target, as text; undefined until they are known. */
  readonly options: string | undefined
}

/** What a check said, and of what. */
export interface Said {
  readonly findings: readonly TargetFinding[]
  readonly since: Since
}

export function isSaidOf(said: Said | undefined, { tree, author, producer, options }: Since): boolean {
  const { since } = said ?? {}
  return since?.tree === tree && since?.author === author && since?.producer === producer && since?.options === options && options !== undefined
}

class Seen {
  /** Groups of findings that stand open. */
  readonly unfolded = new Set<string>()
  /** What each check said last, by what was checked. */
  readonly checks = new Map<string, Said>()
  #left: string | null = null
  #closedRun: string | null = null

  /** The export whose outcome was put away. */
  get closedRun(): string | null {
    return this.#closedRun
  }

  closeRun(id: string): void {
    this.#closedRun = id
  }

  /** The author goes to the place of a finding. */
  leaveFor(finding: TargetFinding): void {
    this.#left = keyOf(finding)
  }

  /** Whether it was this one, and they are back; asked once. */
  comesBackFrom(finding: TargetFinding): boolean {
    const isIt = this.#left === keyOf(finding)
    if (isIt) this.#left = null
    return isIt
  }
}

const known = new WeakMap<Host, Seen>()

export function seenOf(host: Host): Seen {
  const there = known.get(host)
  if (there) return there
  const made = new Seen()
  known.set(host, made)
  return made
}

/** Names a finding, so that its row is known again. */
export function keyOf({ level, kind, lesson, block, place, text }: TargetFinding): string {
  return [level, kind, lesson, block, place?.passage, place?.from, text].join(' ')
}
