/** A formula stays with the mark behind it and the bracket before it: browsers and readers of books would part them where a line ends. */
import { isRun } from '#preload/document/lines.ts'
import type { Inline } from '#preload/document/schema.ts'
import type { Content } from './prose.ts'

const CLOSING = /^[，。、；：？！）》」』】〉”’…,.;:?!)\]%]+/u
const OPENING = /[（《「『【〈“‘([]+$/u

/** All of a line in its order, in groups; what is in one is not parted. */
export function keptTogether(content: Content): Inline[][] {
  const groups: Inline[][] = []
  let open: Inline[] | null = null
  content.forEach((each, at) => {
    if (!isRun(each)) {
      if (each.type !== 'formula' && open === null) return void groups.push([each])
      // A formula stands at the head of its group, but for a bracket: rows of them, `a、b、…，c`, part between any two.
      if (open === null || (each.type === 'formula' && !open.every(isRun))) open = begun(groups)
      open.push(each)
      return
    }
    const isPlain = each.link === undefined && !each.code
    const closing = open !== null && isPlain ? (CLOSING.exec(each.text)?.[0] ?? '') : ''
    if (closing !== '') open?.push({ ...each, text: closing })
    const rest = each.text.slice(closing.length)
    if (rest === '') return
    const next = content[at + 1]
    const opening = isPlain && next !== undefined && !isRun(next) && next.type === 'formula' ? (OPENING.exec(rest)?.[0] ?? '') : ''
    if (rest.length > opening.length) groups.push([{ ...each, text: rest.slice(0, rest.length - opening.length) }])
    open = null
    if (opening !== '') {
      open = begun(groups)
      open.push({ ...each, text: opening })
    }
  })
  return groups
}

function begun(groups: Inline[][]): Inline[] {
  const group: Inline[] = []
  groups.push(group)
  return group
}
