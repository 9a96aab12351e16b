/** A file on its way from a page to its host, in pieces that fit into a frame. */
import { z } from '#preload/document/zod.ts'
import { call } from './member.ts'

export const UploadId = z.string().min(1).max(40).brand('UploadId')
export type UploadId = z.infer<typeof UploadId>

/** Bytes of the largest piece, before they are written as Base64. Small enough that typing is answered between two. */
export const pieceBytes = 1 << 20

const nothing = z.strictObject({})

/** How a file is brought over: begun, sent piece by piece in order, and either finished by the service or dropped. It is dropped too when its page goes away. */
export const uploading = {
  begin: call(z.strictObject({ bytes: z.number().int().min(0), name: z.string().max(255) }), z.strictObject({ upload: UploadId })),
  /** `data` is Base64 and follows what was received before: `at` bytes. */
  piece: call(
    z.strictObject({ upload: UploadId, at: z.number().int().min(0), data: z.base64().max(Math.ceil(pieceBytes / 3) * 4) }),
    z.strictObject({ received: z.number().int() }),
  ),
  drop: call(z.strictObject({ upload: UploadId }), nothing),
} as const
