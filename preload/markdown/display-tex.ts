/**
 * The source of a formula that stands by itself, without the empty lines around it, at which some readers of Markdown end it. It means the same.
 * A lone backslash before the first of them is a space, and stays one.
 */
export function displayTex(source: string): string {
  const begun = source.replace(/^(?:[ \t]*\n)+/, '')
  const tex = begun.replace(/(?:\n[ \t]*)+$/, '')
  return tex !== begun && LONE.test(tex) ? `${tex} ` : tex
}

/** An odd number of backslashes at the end. */
const LONE = /(?<!\\)(?:\\\\)*\\$/
