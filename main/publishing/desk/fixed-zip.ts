/** ZIP containers whose bytes are of their content alone: the entries in order, all at the same moment. An entry called `mimetype` is not compressed, as EPUB wants it. */
import { unzipSync, type Zippable, zipSync } from 'fflate'

/** The earliest that the format knows, by the clock of wherever it is read. */
const MOMENT = new Date(1980, 0, 1)

export function fixedZip(entries: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const files: Zippable = Object.fromEntries(
    Object.entries(entries).map(([name, data]) => [name, [data, { mtime: MOMENT, level: name === 'mimetype' ? 0 : 6 }]]),
  )
  return zipSync(files)
}

/** What another program has packed, packed anew. */
export function refixedZip(zip: Uint8Array): Uint8Array {
  return fixedZip(unzipSync(zip))
}
