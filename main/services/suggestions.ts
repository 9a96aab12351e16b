/** Ghost text: asks the engine, and counts what became of it. It keeps numbers alone, and sends them nowhere but to the page. */
import type { EnginePreparation, EngineQuestion } from '#preload/contract/engine.ts'
import type { Emit, Handlers } from '#preload/contract/member.ts'
import type { Suggestion, SuggestionContext, SuggestionEvent, SuggestionStatistics, suggestions } from '#preload/contract/suggestions.ts'
import type { Count } from '#main/store/counts.ts'
import type { Store } from '#main/store/store.ts'
import { dayOf } from '#main/store/written-days.ts'
import { atMostEvery } from './at-most-every.ts'
import { keepHabits, unlessProblem } from './habits.ts'
import { explain, type WhyPorts } from './explaining.ts'
import type { Workspace } from './open-workspace.ts'
import { onOtherLibrary } from './other-library.ts'

export interface SuggestionsOptions {
  readonly workspace: Workspace
  readonly emit: Emit<typeof suggestions>
  /** The author's switch for habits. */
  readonly hasHabits: () => boolean
  /** Where the open lesson's text belongs among what the engine remembers; undefined where nothing is to be heeded of it. */
  readonly recall?: (lesson: string | undefined) => EngineQuestion['recall']
  /** The model in use, by id; null while there is none. */
  readonly model: () => string | null
  /** Asks the engine. Ends early when `signal` is aborted. */
  readonly complete: (question: EngineQuestion, signal: AbortSignal) => AsyncIterable<Suggestion>
  readonly why: WhyPorts
  /** Has the engine get ready for what may be asked. Ends early when `signal` is aborted. */
  readonly prepare: (preparation: EnginePreparation, signal: AbortSignal) => Promise<void>
  readonly now?: () => Date
}

const writeEveryMs = 1000

export function suggestionsService({
  workspace,
  emit,
  hasHabits,
  recall = () => undefined,
  model: modelInUse,
  complete,
  why,
  prepare,
  now = () => new Date(),
}: SuggestionsOptions): Handlers<typeof suggestions> {
  const habits = keepHabits({ workspace, isOn: hasHabits, now: () => now().getTime() })
  const asked = ({ open, ...context }: SuggestionContext): EngineQuestion => {
    const model = modelInUse()
    return { ...context, leanings: model === null ? [] : [...habits.leanings(model)], recall: recall(open) }
  }
  const waiting = new Map<string, Count>()
  /** Writes what was counted. Counts are no reason to disturb anyone: what cannot be written now waits on. */
  const write = () => {
    if (waiting.size > 0 && workspace.tryWrite((store) => store.addCounts(waiting.values()))) waiting.clear()
    habits.write()
  }
  const paced = atMostEvery(writeEveryMs, () => {
    write()
    emit('counted', {})
  })
  const standing = watchStanding(workspace, () => emit('counted', {}))
  workspace.listen((event) => {
    if (event === 'closing') write()
    else standing.look()
  })
  onOtherLibrary(workspace, () => waiting.clear())
  return {
    complete: (context, { signal }) => complete(asked(context), signal),
    why: (question, { signal }) => explain(question, why, signal),
    prepare: async ({ context, depth }, { signal }) => {
      await prepare({ context: asked(context), depth }, signal)
      return {}
    },
    record: ({ model, event }) => {
      const day = dayOf(now())
      const key = `${day} ${model}`
      if (event.kind === 'judged') habits.learn(model, event.place, event.outcome, event.chance)
      else waiting.set(key, added(waiting.get(key) ?? emptyCount(day, model), event))
      paced.soon()
      return {}
    },
    statistics: () => {
      write()
      const counts = workspace.read((store) => store.counts())
      standing.told(counts.retainedCharacters)
      return statisticsFrom(counts)
    },
    clearStatistics: () => {
      waiting.clear() // first: what was not written yet is not to come back, even when the rest cannot be cleared
      workspace.write('none', (store) => store.clearCounts())
      paced.soon()
      return {}
    },
    habits: () => {
      write()
      const model = modelInUse()
      return { kinds: model === null ? [] : [...habits.habits(model)], total: habits.total() }
    },
    eraseHabits: () => {
      habits.erase()
      paced.soon()
      return {}
    },
  }
}

function statisticsFrom({ days, retainedCharacters }: ReturnType<Store['counts']>): SuggestionStatistics {
  const sum = (of: (day: Omit<Count, 'model'>) => number) => days.reduce((total, day) => total + of(day), 0)
  const acceptedCharacters = sum((day) => day.acceptedCharacters)
  return {
    shown: sum((day) => day.shown),
    shownCharacters: sum((day) => day.shownCharacters),
    accepted: sum((day) => day.accepted),
    acceptedCharacters,
    // Text that came here with its marks from another workspace, or whose count a crash took, was not taken here.
    retainedCharacters: Math.min(retainedCharacters, acceptedCharacters),
    days: days.map(({ day, shownCharacters, acceptedCharacters: taken }) => ({ day, shownCharacters, acceptedCharacters: taken })),
  }
}

/** Tells when what stands of suggestions changes, without one as well: by an undo, or a lesson in the bin. */
function watchStanding(workspace: Workspace, tell: () => void) {
  /** What the pages were told last; null: nothing yet. */
  let last: number | null = null
  const paced = atMostEvery(
    writeEveryMs,
    () => {
      if (last === null || !workspace.isReadable()) return
      const now = unlessProblem(() => workspace.read((store) => store.counts().retainedCharacters)) ?? last
      if (now !== last) tell()
      last = now
    },
    { isPrompt: true },
  )
  return {
    look: paced.soon,
    told: (characters: number) => {
      last = characters
    },
  }
}

function emptyCount(day: string, model: string): Count {
  return { day, model, shown: 0, shownCharacters: 0, accepted: 0, acceptedCharacters: 0, dismissed: 0, dismissedCharacters: 0 }
}

function added(count: Count, event: Exclude<SuggestionEvent, { kind: 'judged' }>): Count {
  const { characters } = event
  switch (event.kind) {
    case 'shown':
      return { ...count, shown: count.shown + 1, shownCharacters: count.shownCharacters + characters }
    case 'accepted':
      // What the author typed along is the author's: it carries no mark and was not taken.
      return event.part === 'typed' ? count : { ...count, accepted: count.accepted + 1, acceptedCharacters: count.acceptedCharacters + characters }
    case 'dismissed':
      return { ...count, dismissed: count.dismissed + 1, dismissedCharacters: count.dismissedCharacters + characters }
    default:
      return event satisfies never
  }
}
