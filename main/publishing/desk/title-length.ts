import type { FindingKind } from '#preload/contract/findings.ts'
import type { Findings } from './finding.ts'

/**
 * Whether a title is longer than a platform takes, as it is typed there. Nobody noted whether characters are counted or UTF-16 units, of which an
 * emoji or a rare 汉字 has two: what is too long by both is refused, and what is by one of them may be.
 */
export function checkLength(title: string, most: number, kind: FindingKind, findings: Findings): void {
  const typed = title.trim()
  const [units, characters] = [typed.length, [...typed].length]
  if (characters > most) findings.add('refused', kind, typed, null, { most, is: characters })
  else if (units > most) findings.add('todo', 'title-perhaps-long', typed, null, { most, is: units })
}
