/** The source of a formula that stands by itself, without the empty lines around it. */
export function displayTex(source: string): string {
  return source.replaceAll(/^(?:[ \t]*\n)+|(?:\n[ \t]*)+$/g, '')
}
