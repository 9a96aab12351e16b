/** Files that an author chose or dropped, with the way to each from the folder that was chosen. */
import { mostFiles } from '#preload/contract/intake.ts'
import type { LocalFile } from './interchange.ts'

/** What a file field holds; of a folder the browser tells the way to each file. */
export function chosenFiles(list: FileList): LocalFile[] {
  return [...list].map((file) => ({ path: file.webkitRelativePath || file.name, file }))
}

/** Whether there is a text or a folder among what was dropped. */
export function bringsTexts(items: DataTransferItemList): boolean {
  return [...items].some((item) => item.webkitGetAsEntry()?.isDirectory === true || /\.(?:md|markdown|mdown|mkd|txt)$/i.test(item.getAsFile()?.name ?? ''))
}

export interface DroppedFiles {
  readonly files: LocalFile[]
  /** The ways to files and folders that can't be read. */
  readonly unread: string[]
}

/** Files and folders that were dropped. Must be called while the drop is handled: what is dropped is gone afterwards. */
export async function droppedFiles(items: Iterable<Pick<DataTransferItem, 'webkitGetAsEntry' | 'getAsFile'>>): Promise<DroppedFiles> {
  const dropped = [...items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  const found: DroppedFiles = { files: [], unread: [] }
  for (const { entry, file } of dropped) {
    if (entry?.isDirectory) await gather(found, [entry], '')
    else if (file) found.files.push({ path: file.name, file })
  }
  return found
}

async function gather(found: DroppedFiles, entries: readonly FileSystemEntry[], folder: string): Promise<void> {
  for (const entry of entries) {
    if (found.files.length > mostFiles) return
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    try {
      if (isFolder(entry)) await gather(found, await entriesOf(entry), path)
      else if (isFile(entry)) found.files.push({ path, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) })
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
      found.unread.push(path) // its author may not read it, or it went meanwhile
    }
  }
}

/** A folder gives its entries a hundred at a time. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return all
    all.push(...some)
  }
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}
