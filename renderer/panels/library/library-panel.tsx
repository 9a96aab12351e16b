import { ChartColumn, Plus, Search, Settings, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LessonId, LibraryId } from '#preload/contract/library.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue } from '#renderer/host/value.ts'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { Tooltip } from '#renderer/ui/tooltip.tsx'
import type { Expansion } from './expansion.ts'
import { LibraryTree } from './library-tree.tsx'
import { type Made, useLibraryActions } from './library-actions.ts'
import './library-panel.css'

/** A place of the studio that the library's foot leads to. */
export interface Place {
  readonly name: 'statistics' | 'bin' | 'settings'
  readonly keys?: string | undefined
  readonly current: boolean
  readonly go: () => void
}

const icons = { statistics: <ChartColumn />, bin: <Trash2 />, settings: <Settings /> } as const satisfies Record<Place['name'], ReactNode>

/** Left of the page: the author's courses, and the ways to everything else. */
export function LibraryPanel({ current, shown, editable, searchKeys, newCourseKeys, onSearch, onOpen, onMade, expansion, naming, onNamed, places }: {
  current: LessonId | null
  /** Whether the open lesson's page is what is seen now. */
  shown: boolean
  editable: boolean
  searchKeys?: string | undefined
  newCourseKeys?: string | undefined
  onSearch: () => void
  onOpen: (lesson: LessonId) => void
  onMade: (made: Made) => void
  expansion: Expansion
  /** What was just made and gets its name here. */
  naming: LibraryId | null
  /** `goOn`: the author did not go elsewhere instead. */
  onNamed: (goOn: boolean) => void
  places: readonly Place[]
}) {
  const { t } = useTexts()
  const tree = useValue(useHost().tree)
  const actions = useLibraryActions(onMade)
  return (
    <div className="library">
      <div className="brand"><span className="seal" aria-hidden="true">{t('app.seal')}</span>{t('app.name')}</div>
      <button type="button" className="library-search" onClick={onSearch}>
        <Search aria-hidden="true" />
        <span>{t('library.search')}</span>
        {searchKeys && <Kbd keys={searchKeys} />}
      </button>
      <div className="library-section">
        <h2>{t('library.courses')}</h2>
        {editable && <IconButton label={t('command.new-course')} keys={newCourseKeys} onClick={() => void actions.newCourse()}><Plus /></IconButton>}
      </div>
      <div className="library-scroll">
        {tree && (tree.courses.length > 0
          ? <LibraryTree tree={tree} current={current} shown={shown} editable={editable} actions={actions} onOpen={onOpen} expansion={expansion} naming={naming} onNamed={onNamed} />
          : <p className="library-empty">{t('library.empty')}</p>)}
      </div>
      <nav className="library-foot" aria-label={t('library.more')}>
        {places.map((place) => (
          <Tooltip key={place.name} label={t(`command.${place.name}`)} keys={place.keys} side="right">
            <button type="button" className="library-place" aria-current={place.current ? 'page' : undefined} onClick={place.go}>
              {icons[place.name]}
              {t(`command.${place.name}`)}
            </button>
          </Tooltip>
        ))}
      </nav>
    </div>
  )
}
