/** Answers a request for one of the page's files through the custom protocol. No file:// address exists anywhere. */
import { readFile } from 'node:fs/promises'
import { contentSecurityPolicy, imageHeaders, imageIn, pageFile } from '../page-files.ts'
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

interface Request {
  readonly url: string
  readonly method: string
}

/** Where a picture of the author's lies. */
type Picture = (id: string) => { readonly path: string; readonly type: string } | null

/** The answer to a request. Anything but reading a file inside `folder`, or a picture, is refused. */
export async function answerPage(folder: string, request: Request, picture: Picture = () => null): Promise<Response> {
  if (request.method !== 'GET') return refusal(405)
  if (!isOwnAddress(request.url)) return refusal(404)
  const { pathname } = new URL(request.url)
  const named = imageIn(pathname)
  const image = named === null ? null : picture(named)
  if (image) return answerFile(image.path, imageHeaders(image.type))
  const file = pageFile(folder, pathname || '/')
  return file ? answerFile(file.path, { 'content-type': file.type }) : refusal(404)
}

async function answerFile(path: string, headers: Record<string, string>): Promise<Response> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'EISDIR') return null
    throw error
  })
  return bytes ? new Response(new Uint8Array(bytes), { headers: { ...pageHeaders, ...headers } }) : refusal(404)
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: pageHeaders })
}
