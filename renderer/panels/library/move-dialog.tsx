import { useState } from 'react'
import type { ChapterId, CourseId, LibraryTree } from '#preload/contract/library.ts'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { optionId, useChoosing, useShown } from '#renderer/ui/use-choosing.ts'
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
  const [query, setQuery] = useState('')
  const plain = (text: string) => text.normalize('NFKC').toLowerCase()
  const found = parentsFor(tree, kind).filter(({ title, course }) => plain(`${course ?? ''} ${title}`).includes(plain(query.trim())))
  const isHere = (id: ChapterId | CourseId) => moveInto(tree, rows, id) === undefined
  const choose = (id: ChapterId | CourseId | undefined) => {
    const move = id && moveInto(tree, rows, id)
    if (move) onMove(move)
  }
  const { list, active, point, field } = useChoosing({
    query,
    count: found.length,
    press: ({ key }, at) => {
      if (key === 'Enter') choose(found[at]?.id)
      return key === 'Enter'
    },
  })
  useShown(list, active, query)
  const label = t(kind === 'lesson' ? 'library.move-to-chapter' : 'library.move-to-course')
  return (
    <>
      <input
        className="field move-field"
        {...field}
        aria-label={label}
        placeholder={label}
        data-autofocus
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <div className="move-list" role="listbox" id={list} aria-label={label}>
        {found.map((parent, index) => (
          <div
            key={parent.id}
            id={optionId(list, index)}
            role="option"
            aria-selected={index === active}
            aria-disabled={isHere(parent.id) || undefined}
            className="choice move-choice"
            onPointerMove={() => point(index)}
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
