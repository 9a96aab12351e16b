import { BookPlus, FileInput, Plus, Search } from 'lucide-react'
import { useValue } from '#renderer/host/value.ts'
import { IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Kbd } from '#renderer/ui/kbd.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { LibraryFoot, type Place } from './library-foot.tsx'
import { LibraryTree, type TreeGiven } from './library-tree.tsx'
import { type LibraryActions, type Made, useLibraryActions } from './library-actions.ts'
import './library-panel.css'

/** Left of the page: the author's courses, and the ways to everything else. */
export function LibraryPanel({
  searchKeys,
  newCourseKeys,
  onSearch,
  onImport,
  onMade,
  places,
  tree,
}: {
  searchKeys?: string | undefined
  newCourseKeys?: string | undefined
  onSearch: () => void
  onImport: () => void
  onMade: (made: Made) => void
  places: readonly Place[]
  tree: TreeGiven
}) {
  const { t } = useTexts()
  const actions = useLibraryActions(onMade)
  return (
    <div className="library">
      <div className="brand">
        <span className="seal" aria-hidden="true">
          {t('app.seal')}
        </span>
        {t('app.name')}
      </div>
      <SearchButton keys={searchKeys} onSearch={onSearch} />
      <div className="library-section">
        <h2>{t('library.courses')}</h2>
        {tree.editable && (
          <Menu
            trigger={
              <IconButton label={t('library.add')}>
                <Plus />
              </IconButton>
            }
            items={[
              { label: t('command.new-course'), icon: <BookPlus />, keys: newCourseKeys, run: () => void actions.newCourse() },
              { label: t('command.import'), icon: <FileInput />, run: onImport },
            ]}
          />
        )}
      </div>
      <Courses actions={actions} given={tree} />
      <LibraryFoot places={places} />
    </div>
  )
}

function SearchButton({ keys, onSearch }: { keys: string | undefined; onSearch: () => void }) {
  const { t } = useTexts()
  return (
    <button type="button" className="library-search" onClick={onSearch}>
      <Search aria-hidden="true" />
      <span>{t('library.search')}</span>
      {keys && <Kbd keys={keys} />}
    </button>
  )
}

function Courses({ actions, given }: { actions: LibraryActions; given: TreeGiven }) {
  const { t } = useTexts()
  const tree = useValue(given.tree)
  if (tree && tree.courses.length > 0) return <LibraryTree tree={tree} actions={actions} given={given} />
  return <div className="library-scroll">{tree && <p className="library-empty">{t('library.empty')}</p>}</div>
}
