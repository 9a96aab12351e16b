/** What is learnt of the author, kept in the workspace: counts come in, and what they change goes out to the engine. */
import { Problem } from '#preload/contract/problem.ts'
import type { Habit, Leaning, SuggestionOutcome, SuggestionPlace } from '#preload/contract/habits.ts'
import type { HabitCount } from '#main/store/habits.ts'
import { counted, habitFrom } from './leanings.ts'
import type { Workspace } from './open-workspace.ts'
import { onOtherLibrary } from './other-library.ts'

export interface HabitKeeperOptions {
  readonly workspace: Workspace
  /** The author's switch: what is off learns nothing and changes nothing. */
  readonly isOn: () => boolean
  readonly now: () => number
}

export interface HabitKeeper {
  learn(model: string, place: SuggestionPlace, outcome: SuggestionOutcome, chance: number): void
  /** What is changed for a model now. Asked with every question, so that it is not read anew each time. */
  leanings(model: string): readonly Leaning[]
  /** What was learnt with a model, whether it is heeded or not; what was seen most first. Throws a `Problem` where it cannot be read. */
  habits(model: string): readonly Habit[]
  /** How many suggestions are remembered, of all models together. Throws as `habits` does. */
  total(): number
  /** Writes what was learnt. What cannot be written now waits on. */
  write(): void
  /** Forgets everything. Throws a `Problem` where it cannot. */
  erase(): void
}

/** Where nothing can be written for long, more is not remembered. */
const mostWaiting = 1000

/** Keeps the habits of a workspace. */
export function keepHabits({ workspace, isOn, now }: HabitKeeperOptions): HabitKeeper {
  const waiting: HabitCount[] = []
  const known = new Map<string, readonly Leaning[]>()
  workspace.listen((event) => {
    if (event === 'state') known.clear()
  })
  onOtherLibrary(workspace, () => {
    waiting.length = 0
  })
  const habits = (model: string) =>
    workspace
      .read((store) => store.habits(model, now()))
      .flatMap((count) => habitFrom(count) ?? [])
      .sort((a, b) => b.seen - a.seen)
  return {
    learn: (model, place, outcome, chance) => {
      if (isOn() && waiting.length < mostWaiting) waiting.push(counted(model, place, outcome, chance))
    },
    leanings: (model) => {
      if (!isOn() || !workspace.isReadable()) return []
      const leanings = known.get(model) ?? unlessProblem(() => habits(model).flatMap(leaningFrom))
      if (leanings) known.set(model, leanings) // what could not be read is asked for again
      return leanings ?? []
    },
    habits,
    total: () => workspace.read((store) => store.habitsTotal(now())),
    write: () => {
      if (waiting.length === 0 || !workspace.tryWrite((store) => store.addHabits(waiting, now()))) return
      waiting.length = 0
      known.clear()
    },
    erase: () => {
      waiting.length = 0 // first: what was not written yet is not to come back, even when the rest cannot be erased
      workspace.write('none', (store) => store.clearHabits())
      known.clear()
    },
  }
}

function leaningFrom({ place, shift }: Habit): Leaning[] {
  return shift === 0 ? [] : [{ ...place, shift }]
}

/** What can't be read now is null. An author who writes on is not to be disturbed by it: the workspace tells what is wrong with it. */
export function unlessProblem<T>(work: () => T): T | null {
  try {
    return work()
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}
