/**
 * Whether `*` and `~` are read as marks where they stand. CommonMark decides by the characters at both sides
 * (https://spec.commonmark.org/0.31.2/#delimiter-runs), made for texts with spaces between words: in `**“引号”**字`
 * the second pair ends nothing. Programs differ in what they take for punctuation (symbols, what lies beyond the basic
 * plane), so that where they could, the answer is no.
 */
type Kind = 'space' | 'punctuation' | 'unsure' | 'letter'

/** Whether a pair at this place begins a mark: `before` and `after` are the texts at its two sides. */
export function canOpen(before: string, after: string): boolean {
  return isBound(kindOf([...before].at(-1)), kindOf([...after].at(0)))
}

/** Whether a pair at this place ends a mark. */
export function canClose(before: string, after: string): boolean {
  return isBound(kindOf([...after].at(0)), kindOf([...before].at(-1)))
}

/** By the character outside the mark, and the one inside. */
function isBound(outside: Kind, inside: Kind): boolean {
  if (inside === 'letter') return true
  return inside !== 'space' && (outside === 'space' || outside === 'punctuation')
}

function kindOf(character: string | undefined): Kind {
  if (character === undefined || /^\s$/u.test(character)) return 'space'
  if (/^[!-/:-@[-`{-~]$/.test(character) || (character.length === 1 && /^\p{P}$/u.test(character))) return 'punctuation'
  return /^[\p{S}\p{P}\p{C}\p{Z}\p{M}]$/u.test(character) ? 'unsure' : 'letter'
}
