import { memo } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected } from '#renderer/host/value.ts'
import { EngineCard } from './engine-card.tsx'
import { HabitsCard } from './habits-card.tsx'
import { KeysCard } from './keys-card.tsx'
import { SuggestionCard } from './suggestion-card.tsx'
import { CountsCard } from './counts-card.tsx'
import type { Told } from './steady.ts'
import { type KnownHabits, useHabits } from './use-habits.ts'
import { useSteady } from './use-steady.ts'
import './inspector.css'

/** Right of the page: why the model suggests what it does, how to take it, and how to silence it. */
export const Inspector = memo(function Inspector({
  suggestion,
  nothing,
  isWriting,
  toggleKeys,
  onStatistics,
  onModels,
}: Told & {
  isWriting: boolean
  toggleKeys?: string | undefined
  onStatistics: () => void
  onModels: () => void
}) {
  const steady = useSteady({ suggestion, nothing }, isWriting)
  const habits = useHabits()
  const on = useSelected(useHost().settings, (settings) => settings.suggestions)
  return (
    <div className="inspector-scroll">
      <SuggestionCard {...steady} on={on} habits={habits.kinds} />
      <Unchanging {...{ toggleKeys, onStatistics, onModels, habits }} />
    </div>
  )
})

interface UnchangingProps {
  readonly habits: KnownHabits
  readonly toggleKeys?: string | undefined
  readonly onStatistics: () => void
  readonly onModels: () => void
}

/** What no suggestion changes. */
const Unchanging = memo(function Unchanging({ habits, toggleKeys, onStatistics, onModels }: UnchangingProps) {
  return (
    <>
      <KeysCard />
      <EngineCard toggleKeys={toggleKeys} onModels={onModels} />
      <HabitsCard {...habits} />
      <CountsCard onStatistics={onStatistics} />
    </>
  )
})
