/** Text above and below the line, which a lesson has no mark for, as the signs that Unicode has for it: x², H₂O. Pure. */

export type Raised = 'super' | 'sub'

const above: Readonly<Record<string, string>> = Object.fromEntries(
  pairs('0123456789+-−–=()', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾').concat(
    pairs('abcdefghijklmnoprstuvwxyz', 'ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ'),
    pairs('ABDEGHIJKLMNOPRTUVW', 'ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ'),
  ),
)
const below: Readonly<Record<string, string>> = Object.fromEntries(
  pairs('0123456789+-−–=()', '₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎').concat(pairs('aehijklmnoprstuvx', 'ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ')),
)

function pairs(plain: string, signs: string): [string, string][] {
  const raised = [...signs]
  return [...plain].map((character, at) => [character, raised[at] ?? ''])
}

/** A text above or below the line in the signs of Unicode; null where it lacks one. */
export function raisedSigns(text: string, where: Raised): string | null {
  const signs = [...text].map((character) => (/\s/.test(character) ? character : (where === 'super' ? above : below)[character]))
  return signs.every((sign) => sign !== undefined) ? signs.join('') : null
}
