/** The records of a ZIP file that are written and read here, by their signatures and lengths. */

export const signatures = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50, end64: 0x06064b50, locator64: 0x07064b50 } as const
export const lengths = { local: 30, central: 46, end: 22, end64: 56, locator64: 20 } as const

/** In place of a 32-bit number that stands in the extra field. */
export const inExtra = 0xffffffff

export const extra64 = 1

/** An entry as the directory at the end of the file lists it. */
export interface ZipEntry {
  readonly name: string
  readonly isDeflated: boolean
  readonly crc: number
  readonly compressedBytes: number
  readonly bytes: number
  /** Of its local header. */
  readonly offset: number
}
