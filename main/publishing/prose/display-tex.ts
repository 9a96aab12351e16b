/** The source of a formula that stands by itself, without the empty lines around it. */
export function displayTex(source: string): string {
  return source.replaceAll(/^(?:[ \t]*\n)+|(?:\n[ \t]*)+$/g, '')
}

/**
 * The same formula where whoever reads Markdown may look for HTML before formulas: a `<` with a space behind it opens no element, and formulas
 * have no spaces. `\lt` would not do in words and in chemistry.
 */
export function taglessTex(tex: string): string {
  return tex.replaceAll(/<(?=[a-z/!?])/gi, '< ')
}
