import type { Suggestion } from '#preload/contract/suggestions.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { EngineCard } from './engine-card.tsx'
import { KeysCard } from './keys-card.tsx'
import { SuggestionCard } from './suggestion-card.tsx'
import { CountsCard } from './counts-card.tsx'
import './inspector.css'

/** Right of the page: why the model suggests what it does, how to take it, and how to silence it. */
export function Inspector({
  suggestion,
  toggleKeys,
  onStatistics,
}: {
  suggestion: Suggestion | null
  toggleKeys?: string | undefined
  onStatistics: () => void
}) {
  const { t } = useTexts()
  const on = useValue(useHost().settings).suggestions
  return (
    <div className="inspector">
      <header className="inspector-head">
        <h2>{t('inspector.suggestions')}</h2>
      </header>
      <div className="inspector-scroll">
        <SuggestionCard suggestion={suggestion} on={on} />
        <KeysCard />
        <EngineCard toggleKeys={toggleKeys} />
        <CountsCard onStatistics={onStatistics} />
      </div>
    </div>
  )
}
