import { type DragEvent, type HTMLAttributes, useState } from 'react'
import type { LibraryTree } from '#preload/contract/library.ts'
import { type DropPlace, dropPlace, moveByDrop } from './moves.ts'
import type { Row } from './rows.ts'
import type { TreeState } from './use-tree.ts'

export interface Dragging {
  readonly list: HTMLAttributes<HTMLUListElement>
  row(row: Row): HTMLAttributes<HTMLLIElement>
  /** Where in a row the dragged things would go if they were dropped now. */
  dropOn(row: Row): DropPlace | undefined
  /** Whether a row is on its way. */
  isDragged(row: Row): boolean
}

/** Dragging rows of the tree to where they shall be: one, or all that are selected. */
export function useDragging(tree: LibraryTree, state: Pick<TreeState, 'rowsWith' | 'drop'>): Dragging {
  const [dragged, setDragged] = useState<readonly Row[]>([])
  const [over, setOver] = useState<{ row: Row; place: DropPlace } | null>(null)
  const end = () => {
    setDragged([])
    setOver(null)
  }
  const placeIn = (event: DragEvent<HTMLElement>, row: Row) => {
    const box = event.currentTarget.getBoundingClientRect()
    return dropPlace(dragged, row, (event.clientY - box.top) / box.height)
  }
  return {
    list: {
      onDragLeave: (event) => {
        if (event.target === event.currentTarget) setOver(null)
      },
    },
    dropOn: (row) => (over?.row.id === row.id ? over.place : undefined),
    isDragged: (row) => dragged.some(({ id }) => id === row.id),
    row: (row) => ({
      draggable: true,
      onDragStart: (event) => {
        const rows = state.rowsWith(row)
        event.dataTransfer.setData('text/plain', rows.map(({ title }) => title).join('\n'))
        event.dataTransfer.effectAllowed = 'move'
        setDragged(rows)
      },
      onDragEnd: end,
      onDragOver: (event) => {
        const place = placeIn(event, row)
        if (!place) return setOver(null)
        event.preventDefault()
        if (over?.row.id !== row.id || over.place !== place) setOver({ row, place })
      },
      onDrop: (event) => {
        event.preventDefault()
        const place = placeIn(event, row)
        const move = place && moveByDrop(tree, dragged, row, place)
        if (move) state.drop(move, dragged)
        end()
      },
    }),
  }
}
