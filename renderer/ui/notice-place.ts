/** Where in a window notices stand: never over what has the keys, nor over what they speak of. Pure. */

export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** The middle of the foot, its end, the middle of the head, its end. */
export const noticePlaces = ['foot', 'foot-end', 'head', 'head-end'] as const
export type NoticePlace = (typeof noticePlaces)[number]

interface Size {
  readonly width: number
  readonly height: number
}

/** From the foot, the head and the side of the window; `toast.css` has them from here. */
const [foot, head, side] = [44, 52, 16]
export const noticeInsets = { '--notice-foot': `${foot}px`, '--notice-head': `${head}px`, '--notice-side': `${side}px` } as const
/** How near something may come. */
const spare = 6

function boxAt(place: NoticePlace, { width, height }: Size, window: Size): Box {
  const isAtEnd = place.endsWith('end')
  const left = isAtEnd ? window.width - side - width : (window.width - width) / 2
  const top = place.startsWith('foot') ? window.height - foot - height : head
  return { left, top, right: left + width, bottom: top + height }
}

function shared(a: Box, b: Box): number {
  const [wide, high] = [Math.min(a.right, b.right) - Math.max(a.left, b.left) + spare, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) + spare]
  return Math.max(0, wide) * Math.max(0, high)
}

/** The place where notices of a size cover none of `kept`, or least of it; the one where they are, as long as that is none worse. */
export function noticePlace(now: NoticePlace, size: Size, window: Size, kept: readonly Box[]): NoticePlace {
  const covers = (place: NoticePlace) => kept.reduce((sum, box) => sum + shared(boxAt(place, size, window), box), 0)
  return [now, ...noticePlaces].reduce((best, place) => (covers(place) < covers(best) ? place : best))
}
