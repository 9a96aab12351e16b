/** Words that lead to what comes next and name nothing: they may begin one clause, item or block after another. */
const connective =
  /^(?:例如|比如|譬如|譬喻|举例|舉例|例|如|注意|注|提示|其中|此外|另外|首先|其次|再次|然后|然後|接着|接著|最后|最後|总之|總之|因此|所以|但是|同时|同時|如果|当然|當然|for example|for instance|note|then|next|finally|however|also)$/iu

export function isConnective(text: string): boolean {
  return connective.test(text.trim())
}
