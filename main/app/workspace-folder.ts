/** The author's folder on the disk. */
import { chmodSync, mkdtempSync, rmdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileInTheWay, makeFolders } from '#engine/computer/index.ts'
import { defaultWorkspaceFolder } from '#main/services/places.ts'

/** Why a folder can't hold an author's courses. */
export type FolderRefusal = 'not-a-folder' | 'not-made' | 'not-writable'

const sentences: Readonly<Record<FolderRefusal, readonly [zh: string, en: string]>> = {
  'not-a-folder': ['是一个文件，不是文件夹', 'is a file, not a folder'],
  'not-made': ['这个文件夹建不了', 'can’t be made'],
  'not-writable': ['这个文件夹不能写入', 'can’t be written to'],
}

/** The refusal as the author reads it, in both languages. */
export function refusalSentence(refusal: FolderRefusal, folder: string): string {
  const [zh, en] = sentences[refusal]
  return `墨课没有打开：${folder} ${zh}，请换一个文件夹（--workspace）· Moke was not opened: ${folder} ${en}; choose another folder with --workspace`
}

/** What a terminal says of a library that was begun, in both languages: an author whose folder was moved looks for another there. */
export function newWorkspaceSentence(folder: string): string {
  return `新建了一个资料库 · A new library was made: ${resolve(folder)}`
}

/**
 * Makes the folder, for the author alone: the courses in it are theirs. A folder that was there already keeps
 * its mode, since it may be shared on purpose; only the default one, which nobody but Moke makes, is closed.
 * Answers why it can't be used, null when it can. A disk that is full or failing is no reason where the folder is there: the page tells of that.
 */
export function makeWorkspaceFolder(folder: string, own = defaultWorkspaceFolder()): FolderRefusal | null {
  const path = resolve(folder)
  if (fileInTheWay(path) === path) return 'not-a-folder'
  const made = attempt('not-made', () => makeFolders(path, 0o700))
  if (made) return made
  return attempt('not-writable', () => {
    if (folder === own) chmodSync(path, 0o700)
    rmdirSync(mkdtempSync(join(path, '.moke-')))
  })
}

/** What the system says when a folder is no place for us, and when only the disk has no room or fails. */
const refusing = ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ELOOP', 'EINVAL', 'ENODEV', 'ENXIO', 'EEXIST']
const failing = ['ENOSPC', 'EDQUOT', 'EIO']

function attempt(refusal: FolderRefusal, work: () => void): FolderRefusal | null {
  try {
    work()
    return null
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (refusing.includes(code)) return refusal
    if (failing.includes(code)) return refusal === 'not-made' ? refusal : null
    throw error
  }
}
