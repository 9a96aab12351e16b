/**
 * Stands in for Electron's own module where its program can't be fetched: the desktop host's real main
 * process runs on plain Node against this recorded surface, and the test on the other end of the process's
 * channel plays the window. It decides nothing; what it records, the test judges.
 *
 * From the test: {do: 'frame', frame} to the page's port, {do: 'fetch', url}, {do: 'choose', id} a menu
 * item, {do: 'ready', origin} as the bridge asks for a port, {do: 'close'} the window, {do: 'quit'}.
 * To the test: {saw: …} of what happened.
 */
import { EventEmitter } from 'node:events'
import { MessageChannel } from 'node:worker_threads'

const tell = (saw, more = {}) => process.send?.({ saw, ...more })
const surroundings = JSON.parse(process.env.MOKE_STAND_IN ?? '{}')
process.resourcesPath = surroundings.resourcesPath

class App extends EventEmitter {
  isPackaged = true
  #ready = false
  commandLine = { appendSwitch: (name, value) => tell('switch', { name, value }) }
  enableSandbox() {
    tell('sandbox')
  }
  setPath(name, path) {
    tell('path', { name, path })
  }
  setAppUserModelId() {}
  getVersion() {
    return surroundings.version
  }
  getLocale() {
    return 'zh-CN'
  }
  getPreferredSystemLanguages() {
    return ['zh-Hans-CN']
  }
  requestSingleInstanceLock() {
    return surroundings.lock ?? true
  }
  isReady() {
    return this.#ready
  }
  async whenReady() {
    await new Promise((resolve) => setImmediate(resolve))
    this.#ready = true
  }
  quit() {
    this.emit('before-quit', event())
    for (const window of BrowserWindow.all) window.close()
    if (BrowserWindow.all.size > 0) return
    const leaving = event()
    this.emit('will-quit', leaving)
    if (!leaving.defaultPrevented) this.exit(0)
  }
  exit(code) {
    tell('exit', { code })
    process.exit(code)
  }
}
export const app = new App()

const event = (more = {}) => ({
  ...more,
  defaultPrevented: false,
  preventDefault() {
    this.defaultPrevented = true
  },
})

/** Electron's port of the main process, over a port of Node. */
class MessagePortMain extends EventEmitter {
  #port
  constructor(port) {
    super()
    this.#port = port
    port.on('message', (data) => this.emit('message', { data, ports: [] }))
    port.on('close', () => this.emit('close'))
  }
  start() {
    this.#port.start()
  }
  close() {
    this.#port.close()
  }
  postMessage(message) {
    this.#port.postMessage(message)
  }
}

export class MessageChannelMain {
  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.port1 = new MessagePortMain(port1)
    this.port2 = port2
  }
}

class WebContents extends EventEmitter {
  ipc = new EventEmitter()
  setWindowOpenHandler(handler) {
    tell('window-open', { answer: handler({ url: 'https://example.com' }) })
  }
  /** The bridge asks for a port from a frame; the port's far end is the test. */
  ask(origin, parent) {
    const frame = {
      origin,
      parent,
      postMessage: (channel, nonce, [port]) => {
        this.page?.close()
        this.page = port
        port.on('message', (frame) => tell('frame', { frame }))
        tell('port', { channel })
      },
    }
    this.ipc.emit('moke:ready', { senderFrame: frame }, crypto.randomUUID())
  }
  reload() {
    tell('reload')
  }
}

export class BrowserWindow extends EventEmitter {
  static all = new Set()
  webContents = new WebContents()
  #destroyed = false
  constructor(options) {
    super()
    BrowserWindow.all.add(this)
    tell('window', { options })
    app.emit('web-contents-created', event(), this.webContents)
  }
  async loadURL(url) {
    tell('load', { url })
    this.emit('ready-to-show')
  }
  show() {
    tell('show')
  }
  focus() {
    tell('focus')
  }
  restore() {}
  maximize() {}
  isMinimized() {
    return false
  }
  isMaximized() {
    return false
  }
  isDestroyed() {
    return this.#destroyed
  }
  getNormalBounds() {
    return { x: 40, y: 50, width: 1000, height: 700 }
  }
  close() {
    if (this.#destroyed) return
    this.emit('close', event())
    if (surroundings.unsaved && !surroundings.gaveUp) this.webContents.emit('will-prevent-unload', event())
    else this.destroy()
  }
  destroy() {
    this.#destroyed = true
    BrowserWindow.all.delete(this)
    this.webContents.page?.close()
    this.emit('closed')
    tell('closed')
    if (BrowserWindow.all.size === 0) app.emit('window-all-closed')
  }
}

let chosen = new Map()
export const Menu = {
  buildFromTemplate: (template) => ({ template, popup() {} }),
  setApplicationMenu: ({ template }) => {
    chosen = new Map(
      template
        .flatMap((item) => item.submenu ?? [])
        .filter((item) => item.id)
        .map((item) => [item.id, item.click]),
    )
    tell('menu', { labels: template.map((item) => item.label) })
  },
}

export const dialog = {
  showErrorBox: (title, detail) => tell('error-box', { title, detail }),
  showMessageBox: async (...values) => {
    const options = values.at(-1)
    tell('question', { message: options.message, buttons: options.buttons })
    return { response: surroundings.answer ?? 0 }
  },
}

/** Told, never followed: no test leads out of the studio. */
export const shell = {
  openExternal: async (address) => tell('external', { address }),
}

let answerRequest = async () => new Response(null, { status: 500 })
export const protocol = {
  registerSchemesAsPrivileged: (schemes) => tell('schemes', { schemes }),
  handle: (scheme, handler) => {
    tell('protocol', { scheme })
    answerRequest = handler
  },
}

let mayRequest = () => undefined
const defaultSession = Object.assign(new EventEmitter(), {
  webRequest: {
    onBeforeRequest: (hook) => {
      mayRequest = hook
    },
  },
  setPermissionRequestHandler: (hook) => hook(null, 'media', (given) => tell('permission', { given }), { requestingUrl: 'moke://studio/', isMainFrame: true }),
  setPermissionCheckHandler() {},
  setDevicePermissionHandler() {},
  setDisplayMediaRequestHandler() {},
  setSpellCheckerEnabled: (on) => tell('spelling', { on }),
})
export const session = { defaultSession }
export const nativeTheme = {
  shouldUseDarkColors: false,
  set themeSource(source) {
    tell('theme', { source })
  },
}
export const powerMonitor = new EventEmitter()
const display = { workArea: { x: 0, y: 0, width: 1920, height: 1080 } }
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] }

/** A request as Chromium makes it: first whether it may be made, then its answer. */
async function fetchPage(url) {
  let cancelled
  mayRequest({ url }, (answer) => {
    cancelled = answer.cancel
  })
  if (cancelled) return tell('fetched', { url, cancelled })
  const answer = await answerRequest(new Request(url))
  tell('fetched', { url, cancelled, status: answer.status, policy: answer.headers.get('content-security-policy'), body: await answer.text() })
}

process.on('disconnect', () => process.exit(1)) // the test is gone
process.on('message', (message) => {
  const [window] = BrowserWindow.all
  switch (message.do) {
    case 'frame':
      return window?.webContents.page?.postMessage(message.frame)
    case 'ready':
      return window?.webContents.ask(message.origin ?? 'moke://studio', message.within ? {} : null)
    case 'fetch':
      return void fetchPage(message.url)
    case 'choose':
      return chosen.get(message.id)?.()
    case 'second':
      return app.emit('second-instance')
    case 'crash':
      return window?.webContents.emit('render-process-gone', event(), { reason: 'crashed' })
    case 'give-up':
      surroundings.gaveUp = true
      return undefined
    case 'close':
      return window?.close()
    case 'quit':
      return app.quit()
  }
})
