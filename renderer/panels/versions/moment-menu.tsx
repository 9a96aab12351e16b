import { ChevronDown } from 'lucide-react'
import type { Timeline } from '#preload/contract/versions.ts'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { offeredMoments } from './moments.ts'
import type { Past } from './past.ts'
import { versionName, whenName } from './words.ts'

interface MomentMenuProps {
  readonly past: Past
  /** What the moment is called. */
  readonly called: string
  readonly timeline: Timeline | null
  readonly onMove: (past: Past) => void
}

/** A menu of more is no menu; the timeline has every moment. */
const mostMoments = 14

/** Which moment is seen, and another in its place: where the timeline may be out of sight. */
export function MomentMenu({ past, called, timeline, onMove }: MomentMenuProps) {
  const { t, language } = useTexts()
  const offered = offeredMoments(timeline).slice(0, mostMoments)
  return (
    <Menu
      align="start"
      trigger={
        <Button kind="quiet" className="version-which" aria-label={`${t('versions.which')}: ${called}`}>
          <span>{called}</span>
          <ChevronDown />
        </Button>
      }
      items={offered.map((one) => ({
        label: one.version ? `${versionName(t, one.version)} · ${whenName(language, one.past.at)}` : whenName(language, one.past.at),
        checked: one.past.revision === past.revision,
        run: () => onMove(one.past),
      }))}
    />
  )
}
