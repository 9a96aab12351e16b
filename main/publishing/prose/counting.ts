/** Characters that are seen: white space is none. */
export function visibleCharacters(text: string): number {
  return [...text.replaceAll(/\s/g, '')].length
}
