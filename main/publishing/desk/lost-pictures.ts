/** Pictures that went out before and can't any more, for their files in the library are damaged or gone: what an export wrote of them may be the last there is. */
import { extname } from 'node:path'
import { isPictureGone } from '#preload/contract/finding-sentences.ts'
import type { Finding } from './finding.ts'

/** Whether something is found now of a picture that was not found when it went out. */
export function isLosing(before: readonly Finding[], now: readonly Finding[]): boolean {
  const placeOf = ({ lesson, block, text }: Finding): string => JSON.stringify([lesson, block, text])
  const known = new Set(before.filter(isPictureGone).map(placeOf))
  return now.some((finding) => isPictureGone(finding) && !known.has(placeOf(finding)))
}

/** A picture, or what may hold some. */
export function holdsPictures(path: string): boolean {
  return isPicture(path) || BOOKS.has(extname(path).toLowerCase())
}

export function isPicture(path: string): boolean {
  return PICTURES.has(extname(path).toLowerCase())
}

const PICTURES = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif', '.svg', '.bmp'])
const BOOKS = new Set(['.epub', '.docx', '.pdf'])
