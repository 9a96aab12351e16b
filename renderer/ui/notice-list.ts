/** Which notices are shown when another one comes. */
import type { ProblemCode } from '#preload/contract/problem.ts'

/** A short notice at the window's foot, with at most one thing to do. */
export interface Notice {
  readonly text: string
  /** What it is about: a newer notice about the same takes its place. The text itself if not given. */
  readonly about?: string | undefined
  /** What it speaks of, as a selector: it never stands over that. */
  readonly of?: string | undefined
  readonly action?: { readonly label: string; readonly run: () => void } | undefined
  readonly kind?: 'plain' | 'problem'
  /** Runs when it is closed, by the author or after a while. A notice that has this leaves its place to none about something else. */
  readonly closed?: (() => void) | undefined
}

export interface Shown extends Notice {
  readonly id: number
  /** Of the problem that it tells of. */
  readonly code: ProblemCode | null
}

const aboutOf = ({ about, text }: Notice) => about ?? text

/** More would lie over the text. */
const mostShown = 2

/** Adds a notice, for which the oldest go that nobody has to have seen. */
export function withNotice(now: readonly Shown[], notice: Notice, code: ProblemCode | null): readonly Shown[] {
  const others = now.filter((other) => aboutOf(other) !== aboutOf(notice))
  const excess = Math.max(0, others.length + 1 - mostShown)
  const gone = others.filter(({ closed }) => !closed).slice(0, excess)
  return [...others.filter((other) => !gone.includes(other)), { ...notice, code, id: (now.at(-1)?.id ?? 0) + 1 }]
}
