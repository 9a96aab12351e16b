/** The memory that macOS has for a program that asks for it. Node tells only of pages that hold nothing at all. Pure. */

const inUse = ['Pages active', 'Pages wired down', 'Pages occupied by compressor']

/** Bytes that are free or only hold what gives way, of a total, by what `vm_stat` says; null where it says something else. */
export function availableIn(vmStat: string, total: number): number | null {
  const pageBytes = Number(/page size of (\d+) bytes/.exec(vmStat)?.[1])
  const pages = inUse.map((name) => Number(new RegExp(`^${name}:\\s+(\\d+)\\.$`, 'm').exec(vmStat)?.[1]))
  const used = pageBytes * pages.reduce((sum, count) => sum + count, 0)
  return Number.isNaN(used) ? null : Math.max(0, total - used)
}
