/** The page's files over HTTP: which file an address names, of which type, with which headers. */
import { extname, join, normalize, sep } from 'node:path'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
}

/** The file inside `root` that a request's path names, with its type; null for anything outside or unknown. */
export function pageFile(root: string, pathname: string): { path: string; type: string } | null {
  let decoded: string
  try {
    decoded = decodeURIComponent(pathname)
  } catch {
    return null // not an address that this page makes
  }
  if (decoded.includes('\0')) return null
  const path = normalize(join(root, decoded === '/' ? 'index.html' : decoded))
  const type = types[extname(path)]
  return path.startsWith(root + sep) && type !== undefined ? { path, type } : null
}

/** The picture that an address names (`imageAddress` makes it), or null where it names none. */
export function imageIn(pathname: string): string | null {
  return /^\/images\/([0-9a-f]{64})$/.exec(pathname)?.[1] ?? null
}

/** The secret name of a packed library that an address names, or null. */
export function outgoingIn(pathname: string): string | null {
  return /^\/outgoing\/([0-9a-f-]{36})$/.exec(pathname)?.[1] ?? null
}

/** Headers of a file that the browser puts among the author's downloads. */
export function downloadHeaders(name: string): Record<string, string> {
  return {
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
    'cache-control': 'no-store',
  }
}

/**
 * Headers of a picture. It never changes under its name. Opened by itself, a drawing is a document: it may then load
 * and run nothing, whatever else were to fail.
 */
export function imageHeaders(type: string): Record<string, string> {
  return {
    'content-type': { jpeg: 'image/jpeg', svg: 'image/svg+xml' }[type] ?? `image/${type}`,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox",
    'cache-control': 'private, max-age=31536000, immutable',
  }
}

/** What the page may load and reach: its own files and its own host, nothing else. */
export const contentSecurityPolicy = (connect: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src ${connect}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

/** Headers of every answer of the browser host. */
export function securityHeaders(host: string): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(`'self' ws://${host}`),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  }
}
