/** Files between the page and its host: those an author chose, sent one after another, and those that are written for one. */
import type { interchange } from '#preload/contract/interchange.ts'
import type { IntakeId, Refused } from '#preload/contract/intake.ts'
import { mostFiles } from '#preload/contract/intake.ts'
import type { LibraryId } from '#preload/contract/library.ts'
import type { Client } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import { sendFile } from './images.ts'

/** A file that was chosen or dropped. */
export interface LocalFile {
  /** From the folder that was chosen, its name first, with `/`. */
  readonly path: string
  readonly file: Blob
}

export interface SendingFiles {
  readonly signal: AbortSignal
  /** Hears how many bytes of how many have arrived. */
  readonly onProgress?: (sent: number, total: number) => void
}

/** Sends those of the files that the host wants; answers under which name it keeps them, and which it does not take. */
export async function sendFiles(
  to: Client<typeof interchange>,
  files: readonly LocalFile[],
  { signal, onProgress }: SendingFiles,
): Promise<{ intake: IntakeId; refused: Refused[] }> {
  if (files.length > mostFiles) throw new Problem('import-too-many', `${files.length} files are too many`, { count: files.length, limit: mostFiles })
  const { intake, wanted, refused } = await to.open({ files: files.map(({ path, file }) => ({ path, bytes: file.size })) }, signal)
  const chosen = wanted.flatMap((index) => (files[index] ? [{ index, ...files[index] }] : []))
  const total = chosen.reduce((sum, { file }) => sum + file.size, 0)
  let sent = 0
  for (const { index, path, file } of chosen) {
    const upload = await sendFile(to, file, path, { signal, onProgress: (share) => onProgress?.(sent + share * file.size, total) })
    await to.add({ intake, file: index, upload }, signal)
    sent += file.size
    onProgress?.(sent, total)
  }
  return { intake, refused }
}

/** The bytes of an export. */
export async function readExport(
  from: Client<typeof interchange>,
  what: readonly LibraryId[],
  { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress?: (done: number, total: number) => void },
): Promise<Uint8Array<ArrayBuffer>[]> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for await (const { data, done, total } of from.write({ what: [...what] }, signal)) {
    pieces.push(Uint8Array.from(atob(data), (character) => character.charCodeAt(0)))
    onProgress?.(done, total)
  }
  return pieces
}
