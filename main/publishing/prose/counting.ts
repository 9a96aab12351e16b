/** Characters that are seen: white space is none. A script counts each of its clauses several times, so nothing is taken apart for it. */
export function visibleCharacters(text: string): number {
  const seen = text.replaceAll(/\s/g, '')
  return seen.length - (seen.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0)
}
