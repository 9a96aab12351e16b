/** Words that lead to what comes next and name nothing: they may begin one clause, item or block after another. */
const connective =
  /^(?:例如|比如|譬如|譬喻|举例|舉例|例|如|注意|注|提示|其中|此外|另外|首先|其次|再次|然后|然後|接着|接著|最后|最後|总之|總之|因此|所以|但是|同时|同時|如果|当然|當然|for example|for instance|note|then|next|finally|however|also)$/iu
/** Those before a clause that say no more than how it follows: what stands behind them is what the clause says. */
const leading =
  /^\s*(?:所以|因此|因而|于是|於是|从而|從而|而且|并且|並且|而|但是|但|不过|不過|可是|然而|那么|那麼|同时|同時|当然|當然|其实|其實|(?:so|and|but|thus|therefore|however|yet|then)(?![\p{L}\p{N}]))[，,]?\s*/iu

export function isConnective(text: string): boolean {
  return connective.test(text.trim())
}

/** What a suggestion says behind the word that only connects it, without the mark at its end. */
export function withoutConnective(text: string): string {
  return text
    .replace(leading, '')
    .trimStart()
    .replace(/[\s\p{P}]+$/u, '')
}

/** Whether two suggestions may turn out to differ by nothing but such a word: as far as the shorter one goes they do. */
export function differByConnective(one: string, other: string): boolean {
  const [bare, otherBare] = [withoutConnective(one), withoutConnective(other)]
  return bare !== '' && otherBare !== '' && (bare.startsWith(otherBare) || otherBare.startsWith(bare))
}

/** Whether a suggestion is a connecting word and nothing else: 而. With its mark it is a beginning: 但是， */
export function onlyConnects(text: string): boolean {
  return leading.test(text) && text.replace(leading, '') === '' && !/[，,]\s*$/u.test(text)
}
