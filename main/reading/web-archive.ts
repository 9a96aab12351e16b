/** A page that a browser saved as a single file: a mail, of which the first part in HTML is the page. https://www.rfc-editor.org/rfc/rfc2557 */

/** Each line can be read in one way alone: where two fit, a text of a hundred lines is never done. */
const head = /^(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n/

/** Whether a text is one. */
export function isWebArchive(text: string): boolean {
  const [headers = ''] = head.exec(text.slice(0, 20_000)) ?? []
  return /^MIME-Version:/im.test(headers) && /^Content-Type:\s*multipart\/related/im.test(headers)
}

/** The bytes of the page in it; null where it holds none. */
export function pageOfWebArchive(text: string): Uint8Array | null {
  const boundary = /boundary="?([^"\r\n;]+)"?/i.exec(head.exec(text)?.[0] ?? '')?.[1]
  if (boundary === undefined) return null
  for (const part of text.split(`--${boundary}`).slice(1)) {
    const body = part.replace(/^\r?\n/, '')
    const [headers = ''] = head.exec(body) ?? []
    if (/^Content-Type:\s*(?:text\/html|application\/xhtml\+xml)/im.test(headers)) return decoded(body.slice(headers.length), encodingIn(headers))
  }
  return null
}

function encodingIn(headers: string): string {
  return /^Content-Transfer-Encoding:\s*([\w-]+)/im.exec(headers)?.[1]?.toLowerCase() ?? ''
}

function decoded(body: string, encoding: string): Uint8Array {
  if (encoding === 'base64') return Buffer.from(body, 'base64')
  if (encoding !== 'quoted-printable') return Buffer.from(body)
  const joined = body.replace(/=[ \t]*\r?\n/g, '')
  return Buffer.from(
    joined.replace(/(?:=[\dA-F]{2})+/gi, (codes) => Buffer.from(codes.replaceAll('=', ''), 'hex').toString('latin1')).replace(/[^\0-\xff]/g, ''),
    'latin1',
  )
}
