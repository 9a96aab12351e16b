/** A file on its way to a page, in pieces that fit into a frame. */
import { open } from 'node:fs/promises'
import { pieceBytes } from '#preload/contract/uploads.ts'

/** In Base64, in order, with the bytes that were read so far and all there are. Ends early where the signal is aborted. */
export async function* filePieces(path: string, signal?: AbortSignal): AsyncGenerator<{ data: string; done: number; total: number }> {
  const file = await open(path)
  try {
    const { size: total } = await file.stat()
    const piece = Buffer.alloc(pieceBytes)
    for (let done = 0; done < total && !signal?.aborted;) {
      const { bytesRead } = await file.read(piece, 0, piece.length, done)
      if (bytesRead === 0) return
      done += bytesRead
      yield { data: piece.toString('base64', 0, bytesRead), done, total }
    }
  } finally {
    await file.close()
  }
}
