/** How a disk stamps a file, by which is seen that something touched it. Pure. */

/** Of what a disk says of a file. */
export interface Stamped {
  readonly size: bigint
  readonly mtimeNs: bigint
  readonly ctimeNs: bigint
  readonly ino: bigint
}

export function stampOf({ size, mtimeNs, ctimeNs, ino }: Stamped): string {
  return [size, mtimeNs, ctimeNs, ino].join('.')
}

const SECOND = 1_000_000_000n

/**
 * Whether a file that has the same stamp is the same. It may not be where the disk counts whole seconds, or two (FAT, and what some networks
 * hand on): in one of them a file may change twice. Nor where there is no time of change (FAT and exFAT on Windows): the other one is put back
 * by programs that keep the age of what they change.
 */
export function isSure({ mtimeNs, ctimeNs }: Stamped): boolean {
  return mtimeNs % SECOND !== 0n && ctimeNs % SECOND !== 0n
}
