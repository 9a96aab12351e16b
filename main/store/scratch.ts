/** Folders for what is under way, named after the process that needs them: what a death leaves is taken away by the next start. */
import { existsSync, readdirSync, rmSync } from 'node:fs'
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
