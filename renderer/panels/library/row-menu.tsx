import {
  ArrowDown,
  ArrowUp,
  Columns2,
  Copy,
  FileInput,
  FileOutput,
  FilePlus,
  FileText,
  FolderInput,
  FolderPlus,
  PencilLine,
  Send,
  Target,
  Trash2,
} from 'lucide-react'
import type { LibraryTree } from '#preload/contract/library.ts'
import { LessonState } from '#preload/contract/plan.ts'
import { findLesson } from '#renderer/host/tree.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import type { MenuItem } from '#renderer/ui/menu.tsx'
import { StateDot } from '#renderer/ui/state-dot.tsx'
import type { LibraryActions } from './library-actions.ts'
import type { Row } from './rows.ts'
import type { TreeState } from './use-tree.ts'

/** The menu of a right click on a row: of that row, or of all that are selected when it is among them. */
export function useRowMenu(
  row: Row | undefined,
  { tree, editable, actions, state }: { tree: LibraryTree; editable: boolean; actions: LibraryActions; state: TreeState },
): readonly MenuItem[] {
  const { t } = useTexts()
  if (!row) return []
  const rows = state.rowsWith(row)
  const isOne = rows.length === 1
  const items: MenuItem[] = []
  const exported: MenuItem = { label: t('command.export'), icon: <FileOutput />, run: () => state.giveOut(row) }
  if (isOne && row.kind === 'lesson') items.push({ label: t('ui.open'), icon: <FileText />, keys: 'Enter', run: () => state.write(row) })
  if (isOne && row.kind === 'lesson') items.push({ label: t('library.beside'), icon: <Columns2 />, keys: 'Mod+Enter', run: () => state.openBeside(row) })
  const published: MenuItem = { label: t('publishing.menu'), icon: <Send />, run: () => state.publish(row) }
  if (!editable) return [...items, published, exported]
  if (isOne && row.kind === 'course') items.push({ label: t('command.new-chapter'), icon: <FolderPlus />, run: () => void actions.newChapter(row.id) })
  if (isOne && row.kind === 'chapter') items.push({ label: t('command.new-lesson'), icon: <FilePlus />, run: () => void actions.newLessonIn(row.id) })
  const place = isOne && row.kind === 'lesson' ? findLesson(tree, row.id) : undefined
  if (place) items.push({ label: t('command.new-lesson'), icon: <FilePlus />, run: () => void actions.newLesson(place) })
  if (isOne) items.push({ label: t('command.rename'), icon: <PencilLine />, keys: 'F2', run: () => state.startRename(row) })
  items.push({ label: t('command.duplicate'), icon: <Copy />, keys: 'Mod+D', run: () => state.duplicate(row) }, null)
  if (row.kind !== 'course') items.push({ label: t('command.move-to'), icon: <FolderInput />, run: () => state.send(row) })
  items.push(
    { label: t('library.move-up'), icon: <ArrowUp />, keys: 'Alt+ArrowUp', run: () => state.move(row, -1) },
    { label: t('library.move-down'), icon: <ArrowDown />, keys: 'Alt+ArrowDown', run: () => state.move(row, 1) },
    null,
    ...LessonState.options.map((each): MenuItem => {
      const isAll = rows.every((one) => one.kind === 'lesson' && one.state === each)
      return { label: t(`state.${each}`), icon: <StateDot state={each} />, checked: isAll, run: () => state.setState(row, each) }
    }),
    { label: t('command.target'), icon: <Target />, run: () => state.plan(row) },
    null,
    ...(isOne ? [{ label: t('command.import'), icon: <FileInput />, run: () => state.bringInto(row) }] : []),
    published,
    exported,
    null,
    { label: t('command.remove'), icon: <Trash2 />, keys: 'Delete', danger: true, run: () => state.remove(row) },
  )
  return items
}
