/** Puts the decisions of address.ts and permissions.ts in force on Chromium: nothing from outside, nowhere to go, nothing granted. */
import type { App, Session, WebContents } from 'electron'
import { mayLeave, mayNavigate, mayRequest, maySave } from './address.ts'
import { mayUse } from './permissions.ts'

/** Before `ready`: every renderer is sandboxed, and no host name resolves, whoever asks. */
export function lockDownApp(app: App, leave: (address: string) => void): void {
  app.enableSandbox()
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents, leave))
}

/** No window opens, no page leaves, no webview is attached, in any contents however it came to be. `leave`: what hands a link to the system's own programs. */
export function lockDownContents(contents: WebContents, leave: (address: string) => void): void {
  contents.setWindowOpenHandler(({ url }) => {
    if (mayLeave(url)) leave(url)
    return { action: 'deny' }
  })
  const stay = (event: { preventDefault(): void; readonly url: string }) => {
    if (!mayNavigate(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
}

/** No request leaves this computer, no permission and no device is given, no dictionary is fetched. */
export function lockDownSession(session: Session, development: boolean): void {
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayRequest(details.url, development) }))
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    answer(mayUse(permission, originOf(details.requestingUrl), details.isMainFrame))
  })
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => mayUse(permission, requestingOrigin, details.isMainFrame))
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null))
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event, item) => {
    if (!maySave(item.getURL())) event.preventDefault()
  })
}

/** `URL.origin` is "null" for a scheme that only Chromium knows as standard. */
function originOf(address: string): string {
  if (!URL.canParse(address)) return ''
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}`
}
