/**
 * The file that lies in a folder while it is not whole. A file of the author's may be called so: ours is known by its words. Its name
 * is in the language of all names of an export; its words are in both, for whoever finds the folder on a disk.
 */
import { lstat, readdir, readFile, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { placed } from './placing.ts'

export const UNFINISHED = '未完成.txt'

export const unfinishedText =
  '这次导出还没有完成，文件夹里的内容不全。请在墨课里再导出一次。\nThis export is not finished, and what lies here is not all of it. Export once more in Moke.\n'

/** Names of it were in two languages once, and begin alike. */
const stem = UNFINISHED.slice(0, -extname(UNFINISHED).length)

export async function markUnfinished(folder: string): Promise<void> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? UNFINISHED : `${stem} (${number}).txt`
    const found = await lstat(join(folder, name)).catch(() => null)
    if (found !== null && !(found.isFile() && (await isOurs(folder, name)))) continue
    await placed(folder, name, Buffer.from(unfinishedText))
    return
  }
}

/** By whatever name it lies there. */
export async function unmarkUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) if (name.startsWith(stem) && (await isOurs(folder, name))) await rm(join(folder, name), { force: true })
}

async function isOurs(folder: string, name: string): Promise<boolean> {
  return (await readFile(join(folder, name), 'utf8').catch(() => null)) === unfinishedText
}
