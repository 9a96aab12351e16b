/** Files as one zip archive, made while it is read: it never lies in memory whole. */
import { readFile } from 'node:fs/promises'
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import type { ExportedFile } from './write-export.ts'

/** The bytes of an archive, piece by piece, with the number of texts that are in it so far. */
export async function* zipped(files: AsyncIterable<ExportedFile>): AsyncGenerator<{ data: Uint8Array; texts: number }> {
  let pieces: Uint8Array[] = []
  let texts = 0
  let fault: Error | null = null
  const zip = new Zip((error, data) => {
    if (error) fault = error
    else pieces.push(data)
  })
  const flush = function* () {
    if (fault) throw fault
    const all = pieces
    pieces = []
    for (const data of all) if (data.length > 0) yield { data, texts }
  }
  for await (const file of files) {
    await add(zip, file)
    texts += 'text' in file ? 1 : 0
    yield* flush()
  }
  zip.end()
  yield* flush()
}

/** Pictures are packed already. */
async function add(zip: Zip, file: ExportedFile): Promise<void> {
  const entry = 'text' in file ? new ZipDeflate(file.path, { level: 6 }) : new ZipPassThrough(file.path)
  zip.add(entry)
  entry.push('text' in file ? new TextEncoder().encode(file.text) : new Uint8Array(await readFile(file.image)), true)
}
