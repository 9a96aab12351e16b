import type { Imported } from '#preload/contract/interchange.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { findEntry, findPlace } from '#renderer/host/entries.ts'
import { findLesson } from '#renderer/host/tree.ts'
import { useValue } from '#renderer/host/value.ts'
import { ExportDialog } from '#renderer/panels/interchange/export-dialog.tsx'
import { ImportDialog } from '#renderer/panels/interchange/import-dialog.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { useShell } from './shell-context.tsx'

/** Markdown in and out. What was imported is opened, and can be taken back from the notice that tells of it. */
export function InterchangeDialogs() {
  const { t } = useTexts()
  const host = useHost()
  const shell = useShell()
  const notices = useNotices()
  const dialog = useValue(shell.dialog)
  const dropped = useValue(shell.droppedFiles)
  const tree = useValue(shell.titles.tree)
  const place = findLesson(tree, useValue(shell.lesson))
  const subject = useValue(shell.subject)
  const [pointed] = subject
  const [named] = subject.flatMap((id) => findEntry(tree, id) ?? [])
  const close = () => {
    shell.droppedFiles.set(null)
    shell.dialog.set(null)
  }
  const undo = async (made: Imported['made']) => {
    try {
      await host.clients().library.remove({ ids: made })
      notices.show({ text: t('import.undone') })
    } catch (error) {
      notices.problem(error)
    }
  }
  const imported = ({ made, first, lessons }: Imported) => {
    if (first) shell.open(first)
    notices.show({ text: t('import.done', { count: lessons }), action: { label: t('import.undo'), run: () => void undo(made) } })
  }
  return (
    <>
      <ImportDialog open={dialog === 'import'} dropped={dropped} place={pointed ? findPlace(tree, pointed) : place} onClose={close} onImported={imported} />
      <ExportDialog
        open={dialog === 'export'}
        place={place}
        chosen={subject}
        chosenName={subject.length > 1 ? t('library.selected', { count: subject.length }) : (named?.title ?? '')}
        onClose={close}
      />
    </>
  )
}
