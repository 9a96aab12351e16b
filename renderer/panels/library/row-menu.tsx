import { ArrowDown, ArrowUp, FilePlus, FileText, FolderPlus, PencilLine, Trash2 } from 'lucide-react'
import { useTexts } from '#renderer/ui/i18n.tsx'
import type { MenuItem } from '#renderer/ui/menu.tsx'
import type { LibraryActions } from './library-actions.ts'
import type { Row } from './rows.ts'

interface RowDeeds {
  readonly editable: boolean
  readonly actions: LibraryActions
  readonly open: (row: Row) => void
  readonly rename: (row: Row) => void
  readonly remove: (row: Row) => void
  readonly move: (row: Row, step: 1 | -1) => void
}

/** The menu of a right click on a row. */
export function useRowMenu(row: Row | null, { editable, actions, open, rename, remove, move }: RowDeeds): readonly MenuItem[] {
  const { t } = useTexts()
  if (!row) return []
  const items: MenuItem[] = []
  if (row.kind === 'lesson') items.push({ label: t('library.open'), icon: <FileText />, keys: 'Enter', run: () => open(row) })
  if (!editable) return items
  if (row.kind === 'course') items.push({ label: t('command.new-chapter'), icon: <FolderPlus />, run: () => void actions.newChapter(row.id) })
  if (row.kind === 'chapter') items.push({ label: t('command.new-lesson'), icon: <FilePlus />, run: () => void actions.newLessonIn(row.id) })
  return [
    ...items,
    { label: t('command.rename'), icon: <PencilLine />, keys: 'F2', run: () => rename(row) },
    { label: t('library.move-up'), icon: <ArrowUp />, keys: 'Alt+ArrowUp', run: () => move(row, -1) },
    { label: t('library.move-down'), icon: <ArrowDown />, keys: 'Alt+ArrowDown', run: () => move(row, 1) },
    null,
    { label: t('command.remove'), icon: <Trash2 />, keys: 'Delete', danger: true, run: () => remove(row) },
  ]
}
