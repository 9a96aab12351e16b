/**
 * The same formula where whoever reads Markdown may look for HTML before formulas: a `<` with a space behind it opens no element, and formulas
 * have no spaces. `\lt` would not do in words and in chemistry.
 */
export function taglessTex(tex: string): string {
  return tex.replaceAll(/<(?=[a-z/!?])/gi, '< ')
}
