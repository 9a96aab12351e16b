/** The author's own picture on a cover. */
import type { Materials } from '../desk/target.ts'
import { PictureGoneError } from './absent.ts'
import type { Accepted } from './accepted.ts'
import type { Convert, Draw } from './kept-pictures.ts'

/** Where the source of a cover finds the author's picture. */
export const PICTURE = '/picture.jpg'

interface Around {
  readonly convert: Convert
  readonly draw: Draw
  readonly materials: Materials
  readonly signal: AbortSignal
}

/** Of a photograph as much as the largest cover shows. */
const TAKEN: Accepted = { types: ['jpeg'], moves: false, printsColours: false, turns: false, longest: 2400, mostBytes: 3_000_000 }

/** What targets ask for covers. */
export function coverMaterials(around: Around): Required<Pick<Materials, 'draw' | 'coverPicture'>> {
  const { draw, signal } = around
  return {
    coverPicture: (id) => present(id, around),
    // A cover without the picture that its author chose would be another one.
    draw: async ({ picture, ...drawing }) => {
      const bytes = picture === null ? null : await present(picture, around)
      return picture !== null && bytes === null ? null : draw({ ...drawing, picture: bytes }, signal)
    },
  }
}

/** No lesson tells of a picture that a cover alone shows: where it is gone or broken the cover is missing, and an export goes on. */
function present(id: string, around: Around): Promise<Uint8Array | null> {
  return coverPicture(id, around).catch((error: unknown) => {
    if (error instanceof PictureGoneError) return null
    throw error
  })
}

async function coverPicture(id: string, { convert, materials, signal }: Around): Promise<Uint8Array | null> {
  const read = (): Promise<Uint8Array> => materials.imageBytes(id)
  // A picture that no lesson shows is of a type that only a decoder tells.
  const type = materials.image(id)?.type ?? 'png'
  const converted = await convert({ id, type, bytes: read }, TAKEN, signal)
  if (converted === null || converted.kind === 'broken' || converted.kind === 'unmade') return null
  return converted.kind === 'made' ? converted.read() : read()
}
