import { useEffect } from 'react'
import { isImageFile } from '#renderer/editor/image/image-files.ts'
import { z } from '#preload/document/zod.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { bringsTexts, droppedFiles } from '#renderer/host/local-files.ts'
import { addingOf } from '#renderer/panels/archive/adding.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useNotices } from '#renderer/ui/toast.tsx'
import { useShell } from './shell-context.tsx'

/** What the desktop window's bridge tells of files that the author dropped: where they lie, which a page can't see. */
const Dropped = z.object({ moke: z.literal('dropped'), paths: z.array(z.string()) })

const isModel = (name: string): boolean => /\.gguf$/i.test(name)
/** A picture that is dropped on a text is the page's to take. */
const isForText = (event: DragEvent): boolean =>
  event.target instanceof Element && event.target.closest('.page-body') !== null && [...(event.dataTransfer?.files ?? [])].some(isImageFile)
const nameOf = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)

/** A model's file that is dropped anywhere on the window goes to the models, texts and folders to the import. Any other file is refused in words; a browser would leave the page for it. */
export function useFileDrop(): void {
  const { t } = useTexts()
  const host = useHost()
  const shell = useShell()
  const notices = useNotices()
  useEffect(() => {
    const over = new AbortController()
    const { signal } = over
    const take = (names: readonly string[], isWhole: boolean) => {
      const file = names.find(isModel)
      if (file === undefined) return notices.show({ text: t('models.drop-other') })
      shell.droppedModel.set({ file: nameOf(file), path: isWhole ? file : null })
      shell.dialog.set('models')
    }
    /** Whether what was dropped last is imported: the bridge tells of it all the same. */
    let isImport = false
    const bringIn = async (items: DataTransferItemList) => {
      const { files, unread } = await droppedFiles(items)
      if (unread.length > 0) notices.show({ text: t('import.drop-unread', { count: unread.length, first: unread[0] ?? '' }) })
      shell.droppedFiles.set(files)
      shell.subject.set([])
      shell.dialog.set('import')
    }
    const toArchive = async (items: DataTransferItemList) => {
      shell.archive.set({ kind: 'works' })
      const { files, unread } = await droppedFiles(items)
      await addingOf(host).add(files, unread)
    }
    const onDragOver = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
    }
    /** The bridge tells of what the page took as well. */
    let isTaken = false
    const onDrop = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      isTaken = isForText(event)
      if (isTaken) return
      event.preventDefault()
      event.stopPropagation()
      // Nothing but works is dropped on the archive: what is none of them is told there.
      if (shell.view.get() === 'archive' && host.archive.get()?.phase === 'open' && ![...event.dataTransfer.files].some(({ name }) => isModel(name))) {
        isTaken = true
        return void toArchive(event.dataTransfer.items).catch(notices.problem)
      }
      isImport = bringsTexts(event.dataTransfer.items) && host.workspace.get()?.phase === 'open'
      if (isImport) return void bringIn(event.dataTransfer.items).catch(notices.problem)
      const names = [...event.dataTransfer.files].map((file) => file.name)
      if (host.about.get()?.host === 'browser' && names.length > 0) take(names, false)
    }
    const onMessage = (event: MessageEvent<unknown>) => {
      if (event.source !== window || event.origin !== location.origin) return
      const dropped = Dropped.safeParse(event.data)
      if (dropped.success && !isImport && !isTaken) take(dropped.data.paths, true)
    }
    addEventListener('dragover', onDragOver, { signal, capture: true })
    addEventListener('drop', onDrop, { signal, capture: true })
    addEventListener('message', onMessage, { signal })
    return () => over.abort()
  }, [host, shell, notices, t])
}
