/** Pictures of a lesson that the author puts in by hand: numbered in reading order, each a file of its own name. */
import type { BlockId } from '#preload/document/schema.ts'
import type { PublishedImage } from '../desk/course.ts'
import type { Absence } from '../desk/target.ts'
import { absentText } from '../pictures/absent.ts'
import type { Prose } from '../prose/prose.ts'

export interface ImagePlace {
  readonly number: number
  /** The file's name, in the folder of pictures. */
  readonly name: string
  readonly image: PublishedImage
}

export function imagePlaces({ blocks }: Prose, imageOf: (id: string) => PublishedImage | null): ReadonlyMap<BlockId, ImagePlace> {
  const places = new Map<BlockId, ImagePlace>()
  for (const block of blocks) {
    const image = block.kind === 'image' ? imageOf(block.image) : null
    if (block.kind !== 'image' || image === null) continue
    const number = places.size + 1
    places.set(block.id, { number, name: `${String(number).padStart(2, '0')}.${image.type === 'jpeg' ? 'jpg' : image.type}`, image })
  }
  return places
}

/** What stands where a picture is to be put by hand. */
export function imageText(place: ImagePlace | Absence, words: string): string {
  if (typeof place === 'string') return absentText(place, words)
  return `【在这里放图 ${place.number}：${place.name}${words === '' ? '' : `（${words}）`}】`
}
