import { CalendarDays, ChartColumn, Feather, LibraryBig, Send, Settings, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Tooltip } from '#renderer/ui/tooltip.tsx'

/** A place of the studio that the library's foot leads to. */
export interface Place {
  readonly name: 'archive' | 'voice' | 'publishing' | 'calendar' | 'statistics' | 'bin' | 'settings'
  readonly keys?: string | undefined
  /** How much is there. */
  readonly note?: string | undefined
  readonly current: boolean
  readonly go: () => void
}

const icons = {
  archive: <LibraryBig />,
  voice: <Feather />,
  publishing: <Send />,
  calendar: <CalendarDays />,
  statistics: <ChartColumn />,
  bin: <Trash2 />,
  settings: <Settings />,
} as const satisfies Record<Place['name'], ReactNode>

/** The ways from the library to what is no lesson. */
export function LibraryFoot({ places }: { places: readonly Place[] }) {
  const { t } = useTexts()
  return (
    <nav className="library-foot" aria-label={t('library.more')}>
      {places.map((place) => (
        <Tooltip key={place.name} label={t(`command.${place.name}`)} keys={place.keys} side="right">
          <button type="button" className="library-place" aria-current={place.current ? 'page' : undefined} onClick={place.go}>
            {icons[place.name]}
            {t(`command.${place.name}`)}
            {place.note !== undefined && <small>{place.note}</small>}
          </button>
        </Tooltip>
      ))}
    </nav>
  )
}
