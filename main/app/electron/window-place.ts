/** Where the window was and whether that place still exists. Pure, but for the small file it is kept in. */
import { writeFileSync } from 'node:fs'
import { readKept } from '../kept-file.ts'
import { z } from '#preload/document/zod.ts'

const Place = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  maximised: z.boolean(),
})
export type Place = z.infer<typeof Place>

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What a window opens with; x and y are absent where the system should choose. */
export interface Opening {
  readonly x?: number
  readonly y?: number
  readonly width: number
  readonly height: number
  readonly maximised: boolean
}

export const smallest = { width: 720, height: 520 }
const usual = { width: 1280, height: 860 }

/** So much of the title bar must lie on a display that a hand can take hold of it. */
const graspable = { width: 120, height: 32 }

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(value, most))

const overlap = (from: number, length: number, start: number, size: number): number => Math.min(from + length, start + size) - Math.max(from, start)

function holds(display: Area, place: Place): boolean {
  const across = overlap(place.x, place.width, display.x, display.width)
  return across >= graspable.width && place.y >= display.y && place.y <= display.y + display.height - graspable.height
}

/** The opening of a window that was at `place`, on the displays that are there now; `displays[0]` is the main one. */
export function openingFrom(place: Place | null, displays: readonly Area[]): Opening {
  const display = (place && displays.find((one) => holds(one, place))) ?? displays[0]
  const fits = (size: { width: number; height: number }) => ({
    width: clamp(size.width, smallest.width, display?.width ?? size.width),
    height: clamp(size.height, smallest.height, display?.height ?? size.height),
  })
  if (!place) return { ...fits(usual), maximised: false }
  const size = fits(place)
  if (!display || !holds(display, place)) return { ...size, maximised: place.maximised }
  return { ...size, x: place.x, y: place.y, maximised: place.maximised }
}

/** The remembered place; null at a first start or when the file can't be read, which costs nothing but the place. */
export function recallPlace(file: string): Place | null {
  return readKept(file, Place)
}

export function rememberPlace(file: string, place: Place): void {
  writeFileSync(file, JSON.stringify(place))
}
