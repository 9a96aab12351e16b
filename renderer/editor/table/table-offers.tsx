/** The commands of a table as menus offer them: their pictures, and which of them have something to do. */
import {
  AlignCenter,
  AlignLeft,
  AlignRight,
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  BetweenHorizontalStart,
  Combine,
  Plus,
  Ungroup,
  Trash2,
} from 'lucide-react'
import type { ReactNode } from 'react'
import type { SelectedCells } from './table-cells.ts'
import { hasRoom } from './table-edits.ts'
import type { TableCommandName } from './table-keys.ts'
import { canMoveColumns, canMoveRows, isMerged } from './table-moves.ts'

export const tableIcons: Readonly<Record<TableCommandName, ReactNode>> = {
  rowAbove: <BetweenHorizontalStart />,
  rowBelow: <Plus />,
  columnBefore: <BetweenHorizontalStart className="turned" />,
  columnAfter: <Plus />,
  moveUp: <ArrowUp />,
  moveDown: <ArrowDown />,
  moveLeft: <ArrowLeft />,
  moveRight: <ArrowRight />,
  alignLeft: <AlignLeft />,
  alignCenter: <AlignCenter />,
  alignRight: <AlignRight />,
  header: null,
  merge: <Combine />,
  part: <Ungroup />,
  removeRows: <Trash2 />,
  removeColumns: <Trash2 />,
  removeTable: <Trash2 />,
}

/** Whether a command has something to do. */
export function canRun(name: TableCommandName, selected: SelectedCells): boolean {
  switch (name) {
    case 'rowAbove':
    case 'rowBelow':
      return hasRoom(selected, 'row')
    case 'columnBefore':
    case 'columnAfter':
      return hasRoom(selected, 'column')
    case 'moveUp':
      return canMoveRows(selected, -1)
    case 'moveDown':
      return canMoveRows(selected, 1)
    case 'moveLeft':
      return canMoveColumns(selected, -1)
    case 'moveRight':
      return canMoveColumns(selected, 1)
    case 'merge':
      return selected.isSeveral
    case 'part':
      return isMerged(selected)
    default:
      return true
  }
}
