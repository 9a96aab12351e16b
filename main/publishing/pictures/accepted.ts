/** Which pictures a target takes, and what of a picture it does not. Pure. */
import type { PublishedImage } from '../desk/course.ts'

export type PictureType = PublishedImage['type']

/** Written down by each target in its own folder. Null: nobody knows of a limit, so that none is kept. */
export interface Accepted {
  readonly types: readonly PictureType[]
  /** Whether pictures that move do so there. */
  readonly moves: boolean
  /** Whether it shows the colours of a printer, and turns a photograph as its camera noted. */
  readonly printsColours: boolean
  readonly turns: boolean
  /**
   * Pixels of the longer side: a choice of ours, for the size of photographs and the memory that they take, and no limit of anybody's. What would
   * not become much smaller by it keeps its pixels (`picture-work.ts`).
   */
  readonly longest: number | null
  readonly mostBytes: number | null
  /** Of a picture that moves there, where it may have more; left out where it may not. What stands still instead may have no more than others. */
  readonly mostMovingBytes?: number
}

/** What a file is, as a decoder finds it. */
export interface PictureFacts {
  readonly type: PictureType
  readonly pages: number
  readonly isCmyk: boolean
  readonly isTurned: boolean
  readonly width: number
  readonly height: number
  readonly bytes: number
}

/** Why a picture has to be made anew. */
export type Unfit = 'type' | 'moves' | 'colours' | 'turned' | 'large' | 'heavy'

export function unfitFor(facts: PictureFacts, accepted: Accepted): Unfit[] {
  const [isVector, isMoving] = [facts.type === 'svg', facts.pages > 1 && accepted.moves]
  const most = (isMoving ? accepted.mostMovingBytes : undefined) ?? accepted.mostBytes
  const found: readonly [Unfit, boolean][] = [
    ['type', !accepted.types.includes(facts.type)],
    ['moves', facts.pages > 1 && !accepted.moves],
    ['colours', facts.isCmyk && !accepted.printsColours],
    ['turned', facts.isTurned && !accepted.turns],
    // A drawing has no pixels of its own; and what moves is not stopped for a bound that is ours.
    ['large', !isVector && !isMoving && accepted.longest !== null && Math.max(facts.width, facts.height) > accepted.longest],
    ['heavy', most !== null && facts.bytes > most],
  ]
  // Whatever is made anew stands still.
  const isMadeAnew = found.some(([, isSo]) => isSo)
  return found.flatMap(([unfit, isSo]) => (isSo || (unfit === 'moves' && isMadeAnew && facts.pages > 1) ? [unfit] : []))
}

/**
 * What of this can make a difference to one picture: targets that differ in nothing else share what was made of it, and looking at it. `longer`:
 * pixels of its longer side, where they are known.
 */
export function touching(accepted: Accepted, type: PictureType, longer: number | null): Accepted {
  const { types, longest, mostBytes, mostMovingBytes } = accepted
  const canMove = type === 'gif' || type === 'webp'
  const isTaken = types.includes(type)
  // A photograph becomes nothing but a photograph.
  const forms: readonly PictureType[] = type === 'jpeg' && isTaken ? [] : ['png', 'jpeg']
  const isVector = type === 'svg'
  const isSmall = isVector ? isTaken && mostBytes === null : longer !== null && longest !== null && longer <= longest
  return {
    types: [...new Set([type, ...forms])].filter((each) => types.includes(each)),
    moves: !canMove || accepted.moves,
    printsColours: (isTaken && type !== 'jpeg') || accepted.printsColours,
    turns: isVector || type === 'gif' || accepted.turns,
    longest: isSmall ? null : longest,
    mostBytes,
    ...(canMove && accepted.moves && mostMovingBytes !== undefined ? { mostMovingBytes } : {}),
  }
}

/**
 * What a book takes that programs of all kinds open: pictures as their pixels are. The longest side is our choice and no format's: some 300 pixels
 * for an inch between the margins of an A4 page, which is what print shows and twice what screens do, so that a course of photographs stays a
 * file which one can send. All books take the same, so that each photograph is made once; an author's smaller picture stays as it is, and so does a
 * screenshot of more pixels that would be no smaller with fewer.
 */
export const bookPictures: Accepted = {
  types: ['png', 'jpeg', 'gif'],
  moves: true,
  printsColours: false,
  turns: false,
  longest: 2000,
  mostBytes: null,
}
