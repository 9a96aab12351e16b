/** The pictures of a course as one target takes them, made anew where it can't show them as they are. */
import type { FindingKind } from '#preload/contract/findings.ts'
import type { Doc } from '#preload/document/schema.ts'
import { lessonsOf, type PublishedCourse, type PublishedImage } from '../desk/course.ts'
import { type Finding, Findings } from '../desk/finding.ts'
import type { Absence, Materials } from '../desk/target.ts'
import type { Accepted } from './accepted.ts'
import type { Convert, Converted } from './kept-pictures.ts'
import { withoutTails } from './png-rows.ts'

export interface Prepared {
  readonly materials: Materials
  /** Which pictures were made anew, or go out as they are though nothing could look at them: each once, where it is seen first. */
  readonly notes: readonly Finding[]
}

/** Pictures that are looked at side by side. */
const ABREAST = 4

export async function preparedPictures(
  course: PublishedCourse,
  accepted: Accepted,
  materials: Materials,
  convert: Convert,
  signal: AbortSignal,
): Promise<Prepared> {
  const lessons = lessonsOf(course)
  const ids = [...new Set(lessons.flatMap(({ doc }) => picturesOf(doc).map(({ image }) => image)))]
  const known = new Map<string, { readonly image: PublishedImage; readonly converted: Converted }>()
  const unseen = new Set<string>()
  const waiting = ids.values()
  const work = async (): Promise<void> => {
    for (const id of waiting) {
      const image = materials.image(id)
      if (image === null) continue
      const source = { id, type: image.type, longer: Math.max(image.width, image.height), size: image.bytes, bytes: () => materials.imageBytes(id) }
      const converted = await convert(source, accepted, signal)
      if (converted !== null) known.set(id, { image, converted })
      else if (accepted.types.includes(image.type)) unseen.add(id)
    }
  }
  await Promise.all(Array.from({ length: ABREAST }, work))
  const notes = lessons.flatMap(({ id: lesson, doc }) => {
    const told = new Findings(lesson)
    for (const { id, image, alt } of picturesOf(doc)) {
      if (unseen.delete(image)) told.add('todo', 'image-unprepared', alt, id)
      const found = known.get(image)
      if (found?.converted.kind !== 'made' || !ids.includes(image)) continue
      ids.splice(ids.indexOf(image), 1)
      if (found.converted.why.length === 0) continue
      const { kind, text } = toldOf(found.image, found.converted)
      if (!found.converted.isFlat || kind === 'image-still') told.add('changed', kind, text, id)
      if (found.converted.isFlat) told.add('changed', 'image-flat', text, id)
    }
    return told.all
  })
  return { materials: withConverted(materials, known), notes }
}

/** What becomes of a picture: another type where it is another, fewer pixels or bytes where it has fewer. */
function toldOf(from: PublishedImage, to: Made): { readonly kind: FindingKind; readonly text: string } {
  const { why, sides } = to
  const isSmaller = from.type !== 'svg' && sides !== null && (sides.width < from.width || sides.height < from.height)
  const sizes = (type: string, pixels: Pick<PublishedImage, 'width' | 'height'>, bytes: number): string =>
    [type, `${pixels.width}×${pixels.height}`, `(${sizeText(bytes)})`].filter(Boolean).join(' ')
  if (from.type !== to.type || why.includes('moves')) {
    const text = isSmaller ? `${sizes(from.type, from, from.bytes)} → ${sizes(to.type, sides, to.size)}` : `${from.type} → ${to.type}`
    return { kind: why.includes('moves') ? 'image-still' : 'image-made', text }
  }
  if (isSmaller) return { kind: 'image-shrunk', text: `${sizes('', from, from.bytes)} → ${sizes('', sides, to.size)}` }
  // With all of its pixels, packed better.
  if (why.includes('heavy') || why.join() === 'large') return { kind: 'image-shrunk', text: `${sizeText(from.bytes)} → ${sizeText(to.size)}` }
  return { kind: 'image-upright', text: '' }
}

type Made = Extract<Converted, { readonly kind: 'made' }>

/** Of millions of bytes, as whoever looks at a file of it reads it in any language. */
function sizeText(bytes: number): string {
  return bytes < 10_000 ? `${(bytes / 1000).toFixed(1)} KB` : bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

function picturesOf(doc: Doc) {
  return doc.flatMap((block) => (block.type === 'image' ? [block] : []))
}

/** The same materials, with pictures as they were made. They keep the size at which they are shown. */
function withConverted(materials: Materials, known: ReadonlyMap<string, { readonly image: PublishedImage; readonly converted: Converted }>): Materials {
  return {
    ...materials,
    image: (id) => {
      const found = known.get(id)
      if (found === undefined) return materials.image(id)
      const { image, converted } = found
      if (converted.kind === 'made') return { ...image, type: converted.type, bytes: converted.size }
      return converted.kind === 'fits' ? image : null
    },
    imageBytes: async (id) => {
      const converted = known.get(id)?.converted
      if (converted === undefined) return withoutTails(await materials.imageBytes(id))
      return converted.kind === 'made' ? converted.read() : materials.imageBytes(id)
    },
    absence: (id) => {
      const kind = known.get(id)?.converted.kind
      return kind === 'broken' || kind === 'unmade' ? kind : absenceOf(materials, id)
    },
  }
}

/** Materials in which pictures of other types than these are none: what a target is left with where nothing can be made anew. */
export function onlyTaken({ types }: Pick<Accepted, 'types'>, materials: Materials): Materials {
  const isTaken = (image: PublishedImage): boolean => types.includes(image.type)
  return {
    ...materials,
    image: (id) => {
      const image = materials.image(id)
      return image !== null && isTaken(image) ? image : null
    },
    absence: (id) => (materials.image(id) === null ? absenceOf(materials, id) : 'unshown'),
  }
}

/** Why there is nothing to show of a picture. */
export function absenceOf(materials: Materials, id: string): Absence {
  return materials.absence?.(id) ?? 'gone'
}
