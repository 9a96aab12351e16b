/** What a page may ask of Chromium. Pure decisions: all is denied but writing text to the clipboard. */
import { origin } from './address.ts'

/** Chromium's name for `navigator.clipboard.writeText` and for a copy command within a gesture. */
const granted: ReadonlySet<string> = new Set(['clipboard-sanitized-write'])

/** Whether a permission is given to a frame. `requestingOrigin` may come with a slash at its end. */
export function mayUse(permission: string, requestingOrigin: string, isMainFrame: boolean): boolean {
  return isMainFrame && requestingOrigin.replace(/\/$/, '') === origin && granted.has(permission)
}
