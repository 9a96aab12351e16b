/** Processes of a running studio and what they hold, as Linux tells it. */
import { readdirSync, readFileSync } from 'node:fs'

function status(pid: number, field: string): string | null {
  try {
    return new RegExp(`^${field}:\\s+(.*)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? null
  } catch {
    return null // ended between the listing and the reading
  }
}

/** Ids of the direct children of a process. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => Number(status(child, 'PPid')) === pid)
}

/** Resident memory in MB (10⁶ bytes). */
export function residentMb(pid: number): number {
  const kib = Number(status(pid, 'VmRSS')?.split(' ')[0])
  if (Number.isNaN(kib)) throw new Error(`process ${pid} is gone`)
  return (kib * 1024) / 1e6
}

/** The most that it was so far, in MB; 0 of a process that is gone. */
export function peakMb(pid: number): number {
  return (Number(status(pid, 'VmHWM')?.split(' ')[0] ?? 0) * 1024) / 1e6
}
