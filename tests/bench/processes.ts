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

/** Ids of a process and of all that it started, however deep. */
export function treeOf(pid: number): number[] {
  const parents = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const)
  const tree = new Set([pid])
  for (let before = 0; before < tree.size;) {
    before = tree.size
    for (const [child, parent] of parents) if (tree.has(parent)) tree.add(child)
  }
  return [...tree]
}

/** The field behind the name, which stands in brackets and may hold anything. */
function parentOf(pid: string): number {
  try {
    return Number(/^.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1])
  } catch {
    return NaN // ended between the listing and the reading
  }
}

/** What a process holds in MB, of pages that several hold its share; its resident size where the kernel tells no shares. 0 of one that is gone. */
export function proportionalMb(pid: number): number {
  try {
    const kib = /^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]
    if (kib !== undefined) return (Number(kib) * 1024) / 1e6
  } catch {
    // not told here, or ended just now
  }
  return (Number(status(pid, 'VmRSS')?.split(' ')[0] ?? 0) * 1024) / 1e6
}
