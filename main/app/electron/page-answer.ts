/** Answers a request for one of the page's files through the custom protocol. No file:// address exists anywhere. */
import { readFile } from 'node:fs/promises'
import { contentSecurityPolicy, pageFile } from '../page-files.ts'
import { isOwnAddress } from './address.ts'

/** The page talks through its port alone, so it may connect to nothing. */
const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy("'none'"),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
}

/** The answer to a request. Anything but reading a file inside `folder` is refused. */
export async function answerPage(folder: string, request: { readonly url: string; readonly method: string }): Promise<Response> {
  if (request.method !== 'GET') return refusal(405)
  const file = isOwnAddress(request.url) ? pageFile(folder, new URL(request.url).pathname || '/') : null
  if (!file) return refusal(404)
  const bytes = await readFile(file.path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'EISDIR') return null
    throw error
  })
  return bytes ? new Response(new Uint8Array(bytes), { headers: { ...pageHeaders, 'content-type': file.type } }) : refusal(404)
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: pageHeaders })
}
