/** The unit of an amount in a formula, of several signs: m/s², J/(mol⋅K). */
import { type Item, itemsOf, signIn } from './math-groups.ts'
import type { Phrase } from './sign-sense.ts'
import { unitsTogether } from './units.ts'

/** What stands upright behind a number and is a unit. */
export function unitBehind(items: readonly Item[], at: number): Phrase | null {
  let unit = ''
  for (let count = 1; at + count < items.length; count += 1) {
    const part = unitPart(items[at + count]!)
    if (part === null) break
    unit += part
    const next = items[at + count + 1]
    const said = next === undefined || unitPart(next) === null ? unitsTogether(unit) : null
    if (said !== null) return { said, count }
  }
  return null
}

const RAISED: Readonly<Record<string, string>> = { '2': '²', '3': '³', '−1': '⁻¹', '−2': '⁻²', '−3': '⁻³' }

/** Letters and signs that a unit is written with. */
function unitPart(item: Item): string | null {
  switch (item.kind) {
    case 'text':
      return item.text.trim()
    case 'fraction':
      return joined([...itemsOf(item.above).map(unitPart), '/', ...itemsOf(item.below).map(unitPart)])
    case 'group':
      return item.open === '(' && item.sub === null && item.sup === null ? joined(['(', ...item.items.map(unitPart), ')']) : null
    case 'sign':
      return item.text === '/' || item.text === '⋅' || (item.upright && item.role === 'identifier') ? item.text : null
    case 'scripts': {
      if (item.sub !== null || item.sup === null || item.base.kind !== 'sign' || !item.base.upright) return null
      const power =
        RAISED[
          itemsOf(item.sup)
            .map((each) => signIn(each) ?? '')
            .join('')
        ]
      return power === undefined ? null : item.base.text + power
    }
    default:
      return null
  }
}

const joined = (parts: readonly (string | null)[]): string | null => (parts.includes(null) ? null : parts.join(''))
