import { useCallback } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { lessonsUnder } from '#renderer/host/tree.ts'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { type Made, useLibraryActions } from '#renderer/panels/library/library-actions.ts'
import { MoveDialog } from '#renderer/panels/library/move-dialog.tsx'
import { rowsOf } from '#renderer/panels/library/rows.ts'
import { TargetDialog } from '#renderer/panels/library/target-dialog.tsx'
import { openMade } from './open-made.ts'
import { useShell } from './shell-context.tsx'

/** What is asked about entries of the library: how long they are to become, where they are to go. */
export function LibraryDialogs() {
  const host = useHost()
  const shell = useShell()
  const dialog = useValue(shell.dialog)
  const subject = useValue(shell.subject)
  const tree = useValue(shell.titles.tree)
  const pace = useSelected(host.settings, (settings) => settings.pace)
  const actions = useLibraryActions(useCallback((made: Made) => openMade(host, shell, made), [host, shell]))
  const close = () => shell.dialog.set(null)
  const lessons = dialog === 'target' ? lessonsUnder(tree, subject) : []
  const rows = dialog === 'move-to' && tree ? rowsOf(tree, subject, pace) : []
  return (
    <>
      <TargetDialog
        lessons={lessons}
        pace={pace}
        onClose={close}
        onSave={(change) => {
          close()
          if (Object.keys(change).length > 0) void actions.setTarget(lessons, change)
        }}
      />
      {tree && (
        <MoveDialog
          rows={rows}
          tree={tree}
          onClose={close}
          onMove={(move) => {
            close()
            void actions.move(move, rows)
          }}
        />
      )}
    </>
  )
}
