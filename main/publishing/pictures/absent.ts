/** What stands where a picture can't: one sentence and one finding for each reason. The sentence is of the file, whatever the interface speaks. */
import type { FindingKind } from '#preload/contract/findings.ts'
import type { Absence } from '../desk/target.ts'

const TOLD = {
  gone: '图片找不到了',
  broken: '图片打不开',
  unread: '图片这次读不出来',
  unshown: '这种图片在这里显示不了',
  unkept: '这种图片读不了',
  unmade: '图片这次没有做出来',
  large: '图片太大，没有放进来',
  outside: '图片在文件夹外面，没有放进来',
  unbrought: '图片没有导入',
} as const satisfies Record<Absence, string>
const KINDS = {
  gone: 'image-missing',
  broken: 'image-broken',
  unread: 'image-unread',
  unshown: 'image-type',
  unkept: 'image-unkept',
  unmade: 'image-unmade',
  large: 'image-large',
  outside: 'image-outside',
  unbrought: 'image-left',
} as const satisfies Record<Absence, FindingKind>

/** With the words that stand for the picture: its caption, or what it shows. */
export function absentText(why: Absence, words: string): string {
  return `【${TOLD[why]}${words === '' ? '' : `：${words}`}】`
}

/** Such sentences within a text that came back from a file. */
export const ABSENT = `【(?:${Object.values(TOLD).join('|')})(?:：[^【】\\n]*)?】`

export function absentKind(why: Absence): FindingKind {
  return KINDS[why]
}

/** A picture was there when it was looked for, and is gone now that it is wanted: its materials don't have it any more. */
export class PictureGoneError extends Error {
  override readonly name = 'PictureGoneError'

  constructor(id: string) {
    super(`the picture ${id} went away while it was published`)
  }
}

/** Work that begins anew where a picture goes away meanwhile: the second time it is told as missing, in its place and in the report. */
export async function whilePresent<T>(work: () => Promise<T>): Promise<T> {
  for (let again = MOST_GONE; ; again--) {
    try {
      return await work()
    } catch (error) {
      if (again === 0 || !(error instanceof PictureGoneError)) throw error
    }
  }
}

/** A whole folder that is taken away need not be met picture by picture. */
const MOST_GONE = 100
