/** What the desk looked like when the author went to a place in the text, for when they come back. One of these a window. */
import type { TargetFinding } from '#preload/contract/findings.ts'
import type { CourseAtTarget } from '#preload/contract/ledger.ts'
import type { LessonId } from '#preload/contract/library.ts'
import type { TargetId } from '#preload/contract/targets.ts'
import type { Host } from '#renderer/host/host.ts'

/** What a check depends on beside its question. */
export interface Since {
  /** Another one whenever a lesson is another. */
  readonly tree: unknown
  readonly author: string
  readonly producer: string
  /** Of the target, as text; undefined until they are known. */
  readonly options: string | undefined
  /** Where its lessons stand there, as text: links between lessons lead to them. */
  readonly addresses: string
}

/** What a check depends on that a course has at a target. */
export function sinceAt(at: CourseAtTarget | undefined): Pick<Since, 'options' | 'addresses'> {
  const addresses = at?.lessons.flatMap(({ lesson, marked }) => (marked?.address ? [`${lesson} ${marked.address}`] : [])) ?? []
  return { options: at && JSON.stringify(at.options), addresses: addresses.join('\n') }
}

/** What a check said, and of what. */
export interface Said {
  readonly findings: readonly TargetFinding[]
  readonly since: Since
  /** Only what is known at once: there may be more to say. */
  readonly isGlance?: boolean
}

export function isSaidOf(said: Said | undefined, { tree, author, producer, options, addresses }: Since): boolean {
  if (said === undefined || options === undefined) return false
  const { since } = said
  const isNamed = since.author === author && since.producer === producer
  return since.tree === tree && isNamed && since.options === options && since.addresses === addresses
}

/** What the author has before them at the desk, and how it is. */
export interface WorkedAt {
  readonly tree: unknown
  readonly options: string | undefined
  readonly target: TargetId
  readonly lesson: LessonId | null
}

export class Seen {
  /** Groups of findings that stand open. */
  readonly unfolded = new Set<string>()
  /** What each check said last, by what was checked. */
  readonly checks = new Map<string, Said>()
  #left: string | null = null
  #closedRun: string | null = null

  #over: { readonly run: string; readonly at: WorkedAt } | null = null
  #pastRun: string | null = null
  #fold: { readonly run: string; readonly isFolded: boolean } | null = null

  /** The export after which the author went on with something else. */
  get pastRun(): string | null {
    return this.#pastRun
  }

  /** Whether something else was done since the outcome of an export was seen first. */
  isPast(run: string, now: WorkedAt): boolean {
    if (this.#over?.run !== run) this.#over = { run, at: now }
    const { tree, options, target, lesson } = this.#over.at
    if (tree !== now.tree || options !== now.options || target !== now.target || lesson !== now.lesson) this.#pastRun = run
    return this.#pastRun === run
  }

  /** The export whose outcome was put away. */
  get closedRun(): string | null {
    return this.#closedRun
  }

  closeRun(id: string): void {
    this.#closedRun = id
  }

  /** Whether the author folded what came of an export, or unfolded it; null: neither. */
  foldOf(run: string): boolean | null {
    return this.#fold?.run === run ? this.#fold.isFolded : null
  }

  fold(run: string, isFolded: boolean): void {
    this.#fold = { run, isFolded }
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
