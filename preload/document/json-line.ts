/** A value as a line of JSON Lines, with its end. Separators that JSON allows as they are end a line for Python and for Node's readline, so they are escaped. */
export function jsonLine(value: unknown): string {
  return `${JSON.stringify(value).replace(/[\u0085\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`
}
