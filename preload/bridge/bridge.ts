/**
 * Electron's preload script, whole and alone: a sandboxed preload can require no sibling. The page says that
 * it is ready; this asks main for a port and hands it over, then is out of the path. It exposes nothing: no
 * send, no invoke, no channel name. A port is passed on only in answer to a question of its own, once. The one
 * thing it tells beside is where files lie that the author dropped on the window, which a page can't see.
 */
import { ipcRenderer, type IpcRendererEvent, webUtils } from 'electron'

const asked = new Set<string>()

/** Only this window itself, at its own origin, is heard. */
function isReady(event: MessageEvent<unknown>): boolean {
  const { data } = event
  return event.source === window && event.origin === location.origin && typeof data === 'object' && data !== null && 'moke' in data && data.moke === 'ready'
}

window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (!isReady(event)) return
  const nonce = crypto.randomUUID()
  asked.add(nonce)
  ipcRenderer.send('moke:ready', nonce)
})

ipcRenderer.on('moke:port', (event: IpcRendererEvent, nonce: unknown) => {
  const [port] = event.ports
  if (!port || typeof nonce !== 'string' || !asked.delete(nonce)) return
  window.postMessage({ moke: 'port' }, location.origin, [port])
})

/** Of what the author's own hand dropped: a file that a page made has no path. */
window.addEventListener(
  'drop',
  (event) => {
    if (!event.isTrusted) return
    const paths = [...(event.dataTransfer?.files ?? [])].map((file) => webUtils.getPathForFile(file)).filter((path) => path !== '')
    if (paths.length > 0) window.postMessage({ moke: 'dropped', paths }, location.origin)
  },
  true,
)
