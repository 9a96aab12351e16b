/** What is seen of a title or a name: without what XML can't say, and without marks that would turn whatever stands around it. Empty where nothing is left to see. */
import { sayableInXml } from '../formulas/xml.ts'

export function shownTitle(title: string): string {
  const shown = sayableInXml(title)
    .replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
  return /^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(shown) ? '' : shown
}

/** What stands where a title does, also where there is none. */
export function namedTitle(title: string): string {
  return shownTitle(title) || '无题'
}
