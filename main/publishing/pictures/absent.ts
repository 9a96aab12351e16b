/** What stands where a picture can't: one sentence and one finding for each reason. The sentence is of the file, whatever the interface speaks. */
import type { FindingKind } from '#preload/contract/findings.ts'
import type { Absence } from '../desk/target.ts'

const TOLD = { gone: '图片找不到了', broken: '图片打不开', unshown: '这种图片在这里显示不了', unmade: '图片这次没有做出来' } as const satisfies Record<
  Absence,
  string
>
const KINDS = { gone: 'image-missing', broken: 'image-broken', unshown: 'image-type', unmade: 'image-unmade' } as const satisfies Record<Absence, FindingKind>

/** With the words that stand for the picture: its caption, or what it shows. */
export function absentText(why: Absence, words: string): string {
  return `【${TOLD[why]}${words === '' ? '' : `：${words}`}】`
}

export function absentKind(why: Absence): FindingKind {
  return KINDS[why]
}
