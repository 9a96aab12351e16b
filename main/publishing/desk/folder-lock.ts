/**
 * One export at a time in a folder, over threads, programs and computers. A lock says which process holds it; where a system tells when a
 * process began (Linux), a number that was given away again is known as another's. Elsewhere, and of other computers, a lock holds while its
 * holder touches it.
 */
import { closeSync, fstatSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readdir, readFile, rm, utimes } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { z } from '#preload/document/zod.ts'
import { absent } from './absent.ts'

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
export function locked(folder: string): (() => void) | null {
  const at = join(folder, LOCK)
  if (!isTaken(at)) return null
  // Left by one that was ended while it took the folder over.
  if (stateOf(takingOf(at)) === 'left' && isTaken(takingOf(at))) rmSync(takingOf(at), { force: true })
  const touching = setInterval(() => {
    const now = new Date()
    utimes(at, now, now).catch(() => {}) // taken away, or the disk is gone: the export meets that itself
  }, touchMs).unref()
  return () => {
    clearInterval(touching)
    rmSync(at, { force: true })
  }
}

/** Frees a folder that this process was writing into, after the thread which did was ended. */
export async function unlockAfterEnd(folder: string): Promise<void> {
  const names = await readdir(folder).catch(absent)
  for (const name of names?.filter((each) => each.startsWith(LOCK)) ?? []) {
    const text = await readFile(join(folder, name), 'utf8').catch(absent)
    if (text === '' || text === JSON.stringify(own())) await rm(join(folder, name), { force: true })
  }
}

/**
 * Makes a lock, in the place of one that nobody holds any more where such a one lies there. It is taken away only by who holds the lock of
 * its taking, and looks once more then: of several that found it left, one alone gets it. That lock may be left behind as well, and is
 * taken over in the same way.
 */
function isTaken(at: string): boolean {
  if (made(at)) return true
  if (stateOf(at) === 'held' || !isTaken(takingOf(at))) return false
  try {
    // Where none lies there any more another may make one at any moment: that is never taken away.
    if (stateOf(at) === 'left') rmSync(at, { force: true })
    return made(at)
  } finally {
    rmSync(takingOf(at), { force: true })
  }
}

function takingOf(at: string): string {
  return `${at}.taking`
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

/** `left`: by a holder that is no more. */
function stateOf(at: string): 'none' | 'held' | 'left' {
  try {
    // One and the same file is looked at, though another may come to lie there meanwhile.
    const file = openSync(at, 'r')
    try {
      return isHeld(holderFrom(readFileSync(file, 'utf8')), Date.now() - fstatSync(file).mtimeMs) ? 'held' : 'left'
    } finally {
      closeSync(file)
    }
  } catch (error) {
    return absent(error) ?? 'none'
  }
}

function isHeld(holder: Holder | null, age: number): boolean {
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
