/** The window: its safe preferences, its place on the screen, its page's crashes and its closing. */
import { join } from 'node:path'
import { BrowserWindow, dialog, Menu, nativeTheme, screen } from 'electron'
import { startAddress } from './address.ts'
import { Closing } from './closing.ts'
import { contextTemplate } from './menu.ts'
import { safePreferences } from './preferences.ts'
import type { Texts } from './texts.ts'
import { openingFrom, recallPlace, rememberPlace, smallest } from './window-place.ts'

export interface WindowOptions {
  /** Folder of the file that remembers the place. */
  readonly folder: string
  readonly preload: string
  readonly icon: string
  readonly development: boolean
  readonly texts: () => Texts
  /** Called with the new window before its page is loaded. */
  readonly onMade: (window: BrowserWindow) => void
  /** Closes again what was being closed: the window, or the whole studio. */
  readonly closeAgain: (window: BrowserWindow) => void
  /** The author chose to stay. */
  readonly onStay: () => void
}

/** Colours of the paper, so that no white flashes before the page is drawn. */
const paper = { light: '#FBFAF7', dark: '#16181B' }

/** Opens the studio's window where it was. */
export function openStudioWindow(options: WindowOptions): BrowserWindow {
  const placeFile = join(options.folder, 'window.json')
  const displays = [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map((display) => display.workArea)
  const { maximised, ...opening } = openingFrom(recallPlace(placeFile), displays)
  const window = new BrowserWindow({
    ...opening,
    minWidth: smallest.width,
    minHeight: smallest.height,
    title: options.texts().app,
    icon: options.icon,
    backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
    show: false,
    autoHideMenuBar: true,
    webPreferences: safePreferences(options.preload, options.development),
  })
  if (maximised) window.maximize()
  window.once('ready-to-show', () => window.show())
  keepPlace(window, placeFile)
  watchPage(window, options)
  watchClosing(window, options)
  offerContextMenu(window, options.texts)
  options.onMade(window)
  void window.loadURL(startAddress)
  return window
}

function keepPlace(window: BrowserWindow, file: string): void {
  const remember = () => rememberPlace(file, { ...window.getNormalBounds(), maximised: window.isMaximized() })
  window.on('resized', remember)
  window.on('moved', remember)
  window.on('close', remember)
}

/** A crashed or hanging page can be loaded anew: the text is in the log, and the page keeps what was on its way. */
function watchPage(window: BrowserWindow, { texts, closeAgain }: WindowOptions): void {
  const contents = window.webContents
  contents.on('render-process-gone', async (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    const words = texts()
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: words.goneTitle,
      detail: words.goneDetail,
      buttons: [words.reloadPage, words.closeNow],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    if (window.isDestroyed()) return
    if (response === 0) contents.reload()
    else closeAgain(window)
  })
  contents.on('unresponsive', async () => {
    const words = texts()
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: words.hungTitle,
      detail: words.hungDetail,
      buttons: [words.wait, words.reloadPage],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    if (response === 0 || window.isDestroyed()) return
    contents.forcefullyCrashRenderer()
    contents.reload()
  })
}

/** Electron brings no context menu of its own. */
function offerContextMenu(window: BrowserWindow, texts: () => Texts): void {
  window.webContents.on('context-menu', (_event, params) => {
    const template = contextTemplate(params, texts())
    if (template.length > 0) Menu.buildFromTemplate(template).popup({ window })
  })
}

function watchClosing(window: BrowserWindow, { texts, closeAgain, onStay }: WindowOptions): void {
  const ask = async (message: string, detail: string, stay: string, close: string): Promise<'close' | 'stay'> => {
    if (window.isDestroyed()) return 'stay'
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message,
      detail,
      buttons: [stay, close],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    if (response === 0) onStay()
    return response === 0 ? 'stay' : 'close'
  }
  const closing = new Closing({
    askUnsaved: () => ask(texts().unsavedTitle, texts().unsavedDetail, texts().keepWriting, texts().closeAnyway),
    askHung: () => ask(texts().hungTitle, texts().hungDetail, texts().wait, texts().closeNow),
    again: () => closeAgain(window),
    destroy: () => {
      window.destroy()
      closeAgain(window)
    },
    later: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  })
  window.on('close', () => closing.started())
  window.webContents.on('will-prevent-unload', () => closing.objected())
  window.on('closed', () => closing.ended())
}
