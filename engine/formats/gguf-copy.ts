/** A GGUF with other metadata, or with a tensor under a second name: the tensors are copied as they are, whatever their type. */
import { open } from 'node:fs/promises'
import { writeAll, writeFileAtomically } from './atomic-file.ts'
import { FormatError } from './format-error.ts'
import { openGguf } from './gguf-read.ts'
import type { GgufValue } from './gguf-values.ts'
import { encodeGgufHeader } from './gguf-write.ts'
import { readFully } from './tensor-file.ts'

const CHUNK = 1 << 20

/**
 * Writes a GGUF to `to` (which may be `from`) with entries of its metadata replaced or added, and behind its tensors those of `again`,
 * by new name: the same bytes as another's. Throws FormatError for what is no GGUF or has none such, and the signal's reason once that
 * is aborted; the old file then stays.
 */
export async function copyGguf(
  from: string,
  to: string,
  changed: Readonly<Record<string, GgufValue>>,
  signal?: AbortSignal,
  again: Readonly<Record<string, string>> = {},
): Promise<void> {
  await using source = await openGguf(from)
  await using bytes = await open(from, 'r')
  const repeated = Object.entries(again).map(([name, other]) => ({ ...(source.tensors.get(other) ?? missing(from, other)), name }))
  const tensors = [...source.tensors.values(), ...repeated]
  const metadata = { ...Object.fromEntries(source.metadata), ...changed }
  const { header, alignment } = encodeGgufHeader(metadata, tensors)
  await writeFileAtomically(to, async (file) => {
    await writeAll(file, header)
    for (const { offset, sizeBytes } of tensors) {
      for (let at = 0; at < sizeBytes; at += CHUNK) {
        signal?.throwIfAborted()
        const part = new Uint8Array(Math.min(CHUNK, sizeBytes - at))
        await readFully(from, bytes, part, offset + at)
        await writeAll(file, part)
      }
      await writeAll(file, new Uint8Array((alignment - (sizeBytes % alignment)) % alignment))
    }
  })
}

function missing(path: string, name: string): never {
  throw new FormatError(path, `it has no tensor ${name}.`)
}
