import { type KeyboardEvent, useEffect, useId, useState } from 'react'
import type { ChapterId, CourseId, LibraryTree } from '#preload/contract/library.ts'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { isComposing } from '#renderer/ui/keys.ts'
import { type Move, moveInto } from './moves.ts'
import { parentsFor } from './parents.ts'
import type { Row } from './rows.ts'
import './move-dialog.css'

/** Sends lessons to another chapter, or chapters to another course, however far away that is. */
export function MoveDialog({
  rows,
  tree,
  onMove,
  onClose,
}: {
  /** Of one kind; none: it is closed. */ rows: readonly Row[]
  tree: LibraryTree
  onMove: (move: Move) => void
  onClose: () => void
}) {
  const { t } = useTexts()
  const [first] = rows
  const title = rows.length === 1 && first ? t('library.move-one', { title: first.title }) : t('library.move-many', { count: rows.length })
  return (
    <Dialog open={first !== undefined} onClose={onClose} title={title} size="small">
      {first && first.kind !== 'course' && <Targets rows={rows} kind={first.kind} tree={tree} onMove={onMove} />}
    </Dialog>
  )
}

function Targets({ rows, kind, tree, onMove }: { rows: readonly Row[]; kind: 'chapter' | 'lesson'; tree: LibraryTree; onMove: (move: Move) => void }) {
  const { t } = useTexts()
  const list = useId()
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const plain = (text: string) => text.normalize('NFKC').toLowerCase()
  const found = parentsFor(tree, kind).filter(({ title, course }) => plain(`${course ?? ''} ${title}`).includes(plain(query.trim())))
  const active = found[Math.min(at, found.length - 1)]
  const isHere = (id: ChapterId | CourseId) => moveInto(tree, rows, id) === undefined
  useEffect(() => {
    document.getElementById(`${list}-${active?.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [list, active?.id])
  const choose = (id: ChapterId | CourseId | undefined) => {
    const move = id && moveInto(tree, rows, id)
    if (move) onMove(move)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0 && event.key !== 'Enter') return
    event.preventDefault()
    if (step === 0) choose(active?.id)
    else setAt((Math.min(at, found.length - 1) + step + found.length) % Math.max(1, found.length))
  }
  const label = t(kind === 'lesson' ? 'library.move-to-chapter' : 'library.move-to-course')
  return (
    <>
      <input
        className="move-field"
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={active ? `${list}-${active.id}` : undefined}
        aria-label={label}
        placeholder={label}
        data-autofocus
        value={query}
        onChange={(event) => {
          setQuery(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className="move-list" role="listbox" id={list} aria-label={label}>
        {found.map((parent, index) => (
          <div
            key={parent.id}
            id={`${list}-${parent.id}`}
            role="option"
            aria-selected={parent === active}
            aria-disabled={isHere(parent.id) || undefined}
            className="move-choice"
            onPointerMove={() => setAt(index)}
            onClick={() => choose(parent.id)}
          >
            <span>{parent.title}</span>
            <small>{isHere(parent.id) ? t('library.move-here') : parent.course}</small>
          </div>
        ))}
        {found.length === 0 && <p className="move-none">{t('palette.none')}</p>}
      </div>
    </>
  )
}
