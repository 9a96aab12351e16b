/** What a run takes, told before it begins. */
import type { Device } from '#engine/graph/index.ts'
import { formatDuration } from './progress.ts'

interface Taken {
  readonly memoryBytes: number
  readonly freeBytes: number
  readonly seconds: number
  readonly device: Device
}

export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`

/** Nothing here can ask a card how much memory it has. */
export function memoryTold({ memoryBytes, freeBytes, seconds, device }: Taken): string {
  const told = `needs about ${gigabytes(memoryBytes)} of the ${gigabytes(freeBytes)} that are free, and ${formatDuration(seconds)}`
  if (device === 'cpu') return told
  return `${told}; the memory is this computer's, and how much the card of ${device} has is not known: where it runs out, take a smaller --batch`
}
