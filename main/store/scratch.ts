/** Folders for what is under way, named after the process that needs them: what a death leaves is taken away by the next start. */
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { lstat, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'

let made = 0

/** Makes an empty folder, for the author alone. */
export function makeScratch(folder: string): string {
  made += 1
  const scratch = join(folder, `scratch-${process.pid}-${made}`)
  rmSync(scratch, { recursive: true, force: true })
  makeFolders(scratch, 0o700)
  return scratch
}

/** Runs `work` with a folder that is gone afterwards. */
export async function withScratch<T>(folder: string, work: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = makeScratch(folder)
  try {
    return await work(scratch)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Takes away what processes left that are no more. */
export function tidyScratch(folder: string): void {
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const pid = /^scratch-(\d+)-\d+$/.exec(name)?.[1]
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** A way for a folder among the system's temporary files, which others see too: whoever needs it makes it, and takes it away. */
export function temporaryPlace(): string {
  return join(tmpdir(), `moke-publishing-${process.pid}-${randomUUID()}`)
}

/** Fonts and pictures, tens of megabytes where links can't be made, of processes that were killed; no system takes them away from everyone. */
export async function tidyTemporary(folder = tmpdir()): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = /^moke-publishing-(\d+)-/.exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    const found = await lstat(join(folder, name)).catch(() => null)
    // Another container may have the same folder, and processes that are not known here. What is another author's stays.
    if (found && Date.now() - found.mtimeMs > surelyOverMs) await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)
  }
}

const surelyOverMs = 24 * 3600_000

/** Whether a process of this computer still runs. */
export function isAlive(pid: number): boolean {
  if (pid === process.pid) return true
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
