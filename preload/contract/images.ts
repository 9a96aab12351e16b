/** Pictures: brought in once, named by what they are, shown by an address of the host. */
import { ImageId } from '#preload/document/schema.ts'
import { z } from '#preload/document/zod.ts'
import { call, service, stream } from './member.ts'
import { UploadId, uploading } from './uploads.ts'

/** Bytes of the largest file that is taken as a picture. */
export const largestImage = 40 << 20

export const ImageFacts = z.strictObject({
  id: ImageId,
  /** As its bytes say, whatever it was called. */
  type: z.enum(['png', 'jpeg', 'gif', 'webp', 'avif', 'svg']),
  /** In pixels, as it is shown. */
  width: z.number().int(),
  height: z.number().int(),
  bytes: z.number().int(),
  /** What its file was called. */
  name: z.string(),
})
export type ImageFacts = z.infer<typeof ImageFacts>

export const TakenImage = z.strictObject({
  image: ImageFacts,
  /** Whether what could run, or comes from outside, was left out of a drawing. */ isCleaned: z.boolean(),
})
export type TakenImage = z.infer<typeof TakenImage>

/** Where a page finds a picture: below its own address, of either host. To be shown through `<img>`. */
export function imageAddress(id: ImageId): string {
  return `/images/${id}`
}

export const images = service('images', {
  ...uploading,
  /** Takes an uploaded file as a picture: it is on the disk when this answers. Throws an `image-…` problem for one that can't be kept. */
  finish: call(z.strictObject({ upload: UploadId }), TakenImage),
  /** What is known of these; those that are not there are left out. */
  about: call(z.strictObject({ ids: z.array(ImageId).max(1000) }), z.array(ImageFacts)),
  /** A picture's bytes, in pieces of Base64. Throws `image-missing`. */
  read: stream(z.strictObject({ id: ImageId }), z.strictObject({ data: z.base64(), total: z.number().int() })),
})
