import type { ImageFacts, TakenImage } from '#preload/contract/images.ts'
import type { ImageId } from '#preload/document/schema.ts'

/** The pictures of the library, as a text asks for them. */
export interface PageImages {
  /** Brings one in. Throws an `image-…` problem, or `cancelled`. */
  readonly put: (file: Blob, name: string, sending: { readonly signal: AbortSignal; readonly onProgress: (share: number) => void }) => Promise<TakenImage>
  /** What is known of these; those that are not there are left out. */
  readonly about: (ids: ImageId[]) => Promise<readonly ImageFacts[]>
}
