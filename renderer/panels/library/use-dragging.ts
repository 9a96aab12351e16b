import { type DragEvent, type HTMLAttributes, useState } from 'react'
import type { LibraryActions } from './library-actions.ts'
import { type DropPlace, dropPlace, moveByDrop } from './moves.ts'
import type { Row } from './rows.ts'

export interface Dragging {
  readonly list: HTMLAttributes<HTMLUListElement>
  row(row: Row): HTMLAttributes<HTMLLIElement>
  /** Where in a row the dragged thing would go if it were dropped now. */
  dropOn(row: Row): DropPlace | undefined
}

/** Dragging rows of the tree to where they shall be. */
export function useDragging(actions: LibraryActions): Dragging {
  const [dragged, setDragged] = useState<Row | null>(null)
  const [over, setOver] = useState<{ row: Row; place: DropPlace } | null>(null)
  const end = () => {
    setDragged(null)
    setOver(null)
  }
  const placeIn = (event: DragEvent<HTMLElement>, row: Row) => {
    const box = event.currentTarget.getBoundingClientRect()
    return dragged ? dropPlace(dragged, row, (event.clientY - box.top) / box.height) : undefined
  }
  return {
    list: {
      onDragLeave: (event) => {
        if (event.target === event.currentTarget) setOver(null)
      },
    },
    dropOn: (row) => (over?.row.id === row.id ? over.place : undefined),
    row: (row) => ({
      draggable: true,
      onDragStart: (event) => {
        event.dataTransfer.setData('text/plain', row.title)
        event.dataTransfer.effectAllowed = 'move'
        setDragged(row)
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
        const move = dragged && place && moveByDrop(dragged, row, place)
        if (move) void actions.move(move)
        end()
      },
    }),
  }
}
