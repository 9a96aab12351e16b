/** Bringing pictures from the page to its host. They are shown by their address (`imageAddress`), which the browser keeps for as long as it likes. */
import { type images, largestImage, type TakenImage } from '#preload/contract/images.ts'
import type { Client } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import { pieceBytes, type UploadId } from '#preload/contract/uploads.ts'

type Uploading = Pick<Client<typeof images>, 'begin' | 'piece' | 'drop'>

export interface Sending {
  readonly signal?: AbortSignal
  /** Hears how much has arrived, from 0 to 1. */
  readonly onProgress?: (share: number) => void
}

/** Sends a file piece by piece. Aborted, or refused, it leaves nothing behind. */
export async function sendFile(to: Uploading, file: Blob, name: string, { signal, onProgress }: Sending = {}): Promise<UploadId> {
  const { upload } = await to.begin({ bytes: file.size, name: name.slice(-255) }, signal)
  try {
    for (let at = 0; at < file.size;) {
      const data = await base64(file.slice(at, at + pieceBytes))
      if (signal?.aborted) throw new Problem('cancelled', 'the upload was cancelled')
      at = (await to.piece({ upload, at, data }, signal)).received
      onProgress?.(at / file.size)
    }
    return upload
  } catch (error) {
    // Whatever went wrong, the pieces are of no use; where the host is gone, they are too.
    await to.drop({ upload }).catch(() => undefined)
    throw error
  }
}

/** Brings a picture in; it is on the disk when this answers. Throws an `image-…` problem, or `cancelled`. */
export async function putImage(to: Client<typeof images>, file: Blob, name: string, sending: Sending = {}): Promise<TakenImage> {
  const kept = await withoutBitmap(file)
  return to.finish({ upload: await sendFile(to, kept, name, sending) }, sending.signal)
}

/** A bitmap of Windows, which the host does not keep, as PNG. One that Chromium can't read is sent as it is, and refused with a sentence. */
async function withoutBitmap(file: Blob): Promise<Blob> {
  const isBitmap = file.size <= largestImage * 4 && (await file.slice(0, 2).text()) === 'BM'
  const picture = isBitmap ? await createImageBitmap(file).catch(() => null) : null
  if (!picture) return file
  const canvas = new OffscreenCanvas(picture.width, picture.height)
  canvas.getContext('2d')?.drawImage(picture, 0, 0)
  picture.close()
  return canvas.convertToBlob({ type: 'image/png' })
}

async function base64(piece: Blob): Promise<string> {
  const bytes = new Uint8Array(await piece.arrayBuffer())
  // Not all at once: a call takes only so many arguments.
  let text = ''
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768))
  return btoa(text)
}
