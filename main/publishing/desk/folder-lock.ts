/**
 * One export at a time in a folder, over threads, programs and computers. A lock says which process holds it; where a system tells when a
 * process began (Linux), a number that was given away again is known as another's. Elsewhere, and of other computers, a lock holds while its
 * holder touches it.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile, rename, rm, stat, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from '#preload/document/zod.ts'

export const LOCK = '.moke-export.lock'

/** `began`: of the process; null where nobody can tell. */
const Holder = z.object({ host: z.string(), pid: z.number().int().min(1), began: z.string().nullable() })
type Holder = z.infer<typeof Holder>

const touchMs = 20_000
/** A computer that was asleep touches its locks again within seconds. */
const untouchedMs = 5 * 60_000
/** A lock is empty for the moment between its making and its writing. */
const unreadableMs = 10_000

/** Takes a folder for this export alone; null: another one has it. One that a dead process left behind is taken over. */
export async function locked(folder: string): Promise<(() => Promise<void>) | null> {
  const at = join(folder, LOCK)
  for (let attempt = 0; attempt < 2; attempt++) {
    if (made(at)) {
      const touching = setInterval(() => {
        const now = new Date()
        utimes(at, now, now).catch(() => {}) // taken away, or the disk is gone: the export meets that itself
      }, touchMs).unref()
      return () => {
        clearInterval(touching)
        return rm(at, { force: true })
      }
    }
    if (await isHeld(at)) return null
    await takeAway(at)
  }
  return null
}

/** Frees a folder that this process was writing into, after the thread which did was ended. */
export async function unlockAfterEnd(folder: string): Promise<void> {
  const at = join(folder, LOCK)
  const text = await readFile(at, 'utf8').catch(absent)
  if (text === '' || text === JSON.stringify(own())) await rm(at, { force: true })
}

function made(at: string): boolean {
  try {
    // At once, as files are placed: a thread that is ended leaves nothing open.
    writeFileSync(at, JSON.stringify(own()), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    // Without room on the disk a file is made, and nothing is in it.
    rmSync(at, { force: true })
    throw error
  }
}

function own(): Holder {
  return { host: hostname(), pid: process.pid, began: beginningOf(process.pid) }
}

async function isHeld(at: string): Promise<boolean> {
  const text = await readFile(at, 'utf8').catch(absent)
  const found = await stat(at).catch(absent)
  if (text === null || found === null) return false
  const age = Date.now() - found.mtimeMs
  const holder = holderFrom(text)
  if (holder === null) return age < unreadableMs
  if (holder.host !== hostname()) return age < untouchedMs
  if (!isRunning(holder.pid)) return false
  const began = beginningOf(holder.pid)
  return holder.began === null || began === null ? age < untouchedMs : holder.began === began
}

function holderFrom(text: string): Holder | null {
  try {
    const read: unknown = JSON.parse(text)
    // As they were written at first.
    return Holder.parse(typeof read === 'number' ? { host: hostname(), pid: read, began: null } : read)
  } catch {
    return null
  }
}

/** Takes away a lock that nobody holds: but for one that somebody else took over meanwhile, which is put back. */
async function takeAway(at: string): Promise<void> {
  const aside = `${at}.${randomUUID()}`
  await rename(at, aside).catch(absent)
  if (await isHeld(aside)) await rename(aside, at)
  else await rm(aside, { force: true })
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** When a process began, in a word that no other process of that number has; null where the system does not tell. */
function beginningOf(pid: number): string | null {
  if (process.platform !== 'linux') return null
  try {
    // The name in brackets may hold anything; behind it the twentieth field is the start in ticks since the computer was.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\)\s*/s, '')
      .split(' ')
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`
  } catch {
    return null
  }
}

function absent(error: unknown): null {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
  throw error
}
