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

/** Files and folders that were dropped. Must be called while the drop is handled: what is dropped is gone afterwards. */
export async function droppedFiles(items: DataTransferItemList): Promise<LocalFile[]> {
  const dropped = [...items].map((item) => ({ entry: item.webkitGetAsEntry(), file: item.getAsFile() }))
  const found: LocalFile[] = []
  for (const { entry, file } of dropped) {
    if (entry?.isDirectory) found.push(...(await filesOf([entry], '')))
    else if (file) found.push({ path: file.name, file })
  }
  return found
}

async function filesOf(entries: readonly FileSystemEntry[], folder: string): Promise<LocalFile[]> {
  const found: LocalFile[] = []
  for (const entry of entries) {
    if (found.length > mostFiles) break
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (isFolder(entry)) found.push(...(await filesOf(await entriesOf(entry), path)))
    else if (isFile(entry)) found.push({ path, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) })
  }
  return found
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
