/** Which of the files that an author chose are read. Pure. */
import type { ChosenFile, Refused } from '#preload/contract/intake.ts'
import { largestImage } from '#preload/contract/images.ts'

const texts = /\.(?:md|markdown|mdown|mkd|txt)$/i
const pictures = /\.(?:png|jpe?g|gif|webp|avif|svg)$/i
/** They are read all the same, so that what is said of one where it comes in is what is said of it where a text shows it. */
const unkept = /\.(?:bmp|tiff?|hei[cf])$/i
/** What only its bytes can tell. */
const unnamed = /(?:^|\/)[^./]+$/
/** What systems and programs keep beside an author's files. */
const unseen = /(?:^|\/)(?:\.[^/]*|__MACOSX|node_modules|Thumbs\.db|desktop\.ini)(?:\/|$)/i

/** Bytes of the longest text: a library of novels. */
export const largestText = 8 << 20
const mostTexts = 2000

/** Whether the name of a file says nothing of what it is. */
export function isUnnamed(path: string): boolean {
  return unnamed.test(path)
}

/** Whether the name of a file says that it is a picture of a type that is not kept. */
export function isUnkeptPicture(path: string): boolean {
  return unkept.test(path)
}

export function isText(path: string): boolean {
  return texts.test(path)
}

/** The numbers of those that are wanted, and why others are not. What only systems know is passed over in silence. */
export function choose(files: readonly ChosenFile[]): { wanted: number[]; refused: Refused[] } {
  const wanted: number[] = []
  const refused: Refused[] = []
  let count = 0
  for (const [index, { path, bytes }] of files.entries()) {
    if (unseen.test(path) || path.split('/').includes('..')) continue
    const isOne = isText(path)
    if (!isOne && !pictures.test(path) && !isUnkeptPicture(path) && !isUnnamed(path)) refused.push({ path, why: 'kind' })
    else if (bytes > (isOne ? largestText : largestImage)) refused.push({ path, why: 'too-large' })
    else if (isOne && count >= mostTexts) refused.push({ path, why: 'too-many' })
    else {
      wanted.push(index)
      count += isOne ? 1 : 0
    }
  }
  return { wanted, refused }
}
