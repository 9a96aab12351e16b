/** Pictures of a lesson that the author puts in by hand: numbered in reading order, each a file of its own name. */
import type { BlockId, Doc, ImageId } from '#preload/document/schema.ts'
import type { PublishedImage } from '../desk/course.ts'
import type { Absence, Materials } from '../desk/target.ts'
import { absentText } from '../pictures/absent.ts'
import type { Accepted } from '../pictures/accepted.ts'
import { absenceOf, onlyTaken } from '../pictures/prepared.ts'
import type { Prose } from './prose.ts'

export interface ImagePlace {
  readonly number: number
  /** The file's name, in the folder of pictures. */
  readonly name: string
  readonly image: PublishedImage
}

/** What stands for a picture, or why there is none. */
export type PlaceOf = (image: { readonly id: BlockId; readonly image: ImageId }) => ImagePlace | Absence

export interface ImagePlaces {
  readonly places: readonly ImagePlace[]
  readonly placeOf: PlaceOf
}

export function imagePlaces({ blocks }: Prose, accepted: Accepted, materials: Materials): ImagePlaces {
  const taken = onlyTaken(accepted, materials)
  const places = new Map<BlockId, ImagePlace>()
  for (const block of blocks) {
    const image = block.kind === 'image' ? taken.image(block.image) : null
    if (block.kind !== 'image' || image === null) continue
    const number = places.size + 1
    places.set(block.id, { number, name: `${String(number).padStart(2, '0')}.${image.type === 'jpeg' ? 'jpg' : image.type}`, image })
  }
  return { places: [...places.values()], placeOf: ({ id, image }) => places.get(id) ?? absenceOf(taken, image) }
}

/** What the pictures of a lesson come to, as part of what it is made from. */
export function placedBy(doc: Doc, placeOf: PlaceOf): unknown[] {
  return doc.flatMap((block) => {
    if (block.type !== 'image') return []
    const place = placeOf(block)
    return [typeof place === 'string' ? place : [place.name, place.image.id, place.image.bytes]]
  })
}

/** What stands where a picture is to be put by hand. */
export function imageText(place: ImagePlace | Absence, words: string): string {
  if (typeof place === 'string') return absentText(place, words)
  return `【在这里放图 ${place.number}：${place.name}${words === '' ? '' : `（${words}）`}】`
}
