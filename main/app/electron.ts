/**
 * Entry of the desktop host: Electron's main process. Opens the workspace, gives its window a port, keeps
 * the menu in the author's language. Whatever decides something is a pure function in `electron/`.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { makeFolders } from '#engine/computer/index.ts'
import { app, type BrowserWindow, dialog, Menu, MessageChannelMain, nativeTheme, powerMonitor, protocol, session, shell } from 'electron'
import { protocolVersion } from '#preload/contract/protocol.ts'
import { settings, type Settings } from '#preload/contract/settings.ts'
import type { Command } from '#preload/contract/studio.ts'
import { connect } from '#preload/wire/connect.ts'
import { portPair } from '#preload/wire/port.ts'
import { serve } from '#preload/wire/serve.ts'
import { scheme } from './electron/address.ts'
import { bugLog } from './electron/bug-log.ts'
import { createHandover } from './electron/handover.ts'
import { lockDownApp, lockDownSession } from './electron/lock-down.ts'
import { menuTemplate } from './electron/menu.ts'
import { answerPage } from './electron/page-answer.ts'
import { pickFolder, pickPlace } from './electron/pick-place.ts'
import { pickModel } from './electron/pick-model.ts'
import { desktopPlaces } from './electron/places.ts'
import { openStudioWindow } from './electron/studio-window.ts'
import { textsFor } from './electron/texts.ts'
import { farewell } from './farewell.ts'
import { defaultWorkspaceFolder } from '#main/services/places.ts'
import { createStudio, type Studio } from './studio.ts'
import { makeWorkspaceFolder, newWorkspaceSentence, refusalSentence } from './workspace-folder.ts'

const development = !app.isPackaged
const places = desktopPlaces({
  packaged: app.isPackaged,
  appRoot: join(dirname(fileURLToPath(import.meta.url)), '..', '..'),
  resourcesPath: process.resourcesPath,
  platform: process.platform,
  nodeFromStart: process.env.MOKE_NODE,
})
const { values: options } = parseArgs({
  args: process.argv.slice(app.isPackaged ? 1 : 2),
  strict: false,
  options: { workspace: { type: 'string' }, backups: { type: 'string' } },
})
const folder = typeof options.workspace === 'string' ? options.workspace : defaultWorkspaceFolder()
/** Chromium's own files, apart from the author's; one studio for each workspace, so the lock lies there too. */
const windowFolder = join(folder, 'window')
const reportBug = bugLog(join(folder, 'moke.log'))

let language: Settings['language'] = 'system'
let window: BrowserWindow | null = null
let quitting = false
let told = false
const texts = () => textsFor(language, app.getPreferredSystemLanguages()[0] ?? app.getLocale())

void begin()

async function begin(): Promise<void> {
  process.on('uncaughtException', (error) => tellFault(error, 'main'))
  process.on('unhandledRejection', (error) => tellFault(error, 'main'))
  try {
    const refusal = makeWorkspaceFolder(folder)
    if (refusal) {
      dialog.showErrorBox(texts().startTitle, refusalSentence(refusal, folder))
      return app.exit(1)
    }
    if (!prepare()) return app.quit()
    await app.whenReady()
    lockDownSession(session.defaultSession, development)
    const studio = await createStudio({
      folder,
      root: places.root,
      backups: typeof options.backups === 'string' ? options.backups : undefined,
      host: 'electron',
      version: app.getVersion(),
      nodePath: places.nodePath,
      pickModel: () => pickModel(dialog, window, texts()),
      pickFolder: () => pickFolder(dialog, window, texts().pickFolder),
      pickExports: () => pickFolder(dialog, window, texts().pickExports),
      pickPlace: (name) => pickPlace(dialog, window, texts(), name),
      showFile: (path) => shell.showItemInFolder(path),
      reportBug,
    })
    protocol.handle(scheme, (request) => answerPage(places.pageFolder, request, studio.image))
    if (studio.isNewWorkspace) console.log(newWorkspaceSentence(folder))
    await open(studio)
  } catch (error) {
    // An edge: without a studio there is no page that could tell the author.
    dialog.showErrorBox(texts().startTitle, texts().startDetail.replace('{id}', reportBug(error, 'start')))
    app.exit(1)
  }
}

/** What must happen before Electron is ready. Answers whether this is the first studio of the workspace. */
function prepare(): boolean {
  makeFolders(windowFolder)
  app.setPath('userData', windowFolder)
  if (process.platform === 'win32') app.setAppUserModelId('studio.moke.app')
  lockDownApp(app, (address) => void shell.openExternal(address))
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }])
  return app.requestSingleInstanceLock()
}

async function open(studio: Studio): Promise<void> {
  const handover = createHandover({
    implementations: studio.implementations,
    clientGone: studio.clientGone,
    reportBug,
    newChannel: () => new MessageChannelMain(),
  })
  studio.onPush(handover.push)
  const show = () => {
    window ??= openStudioWindow({
      folder: windowFolder,
      preload: places.preload,
      icon: join(places.root, 'resources', 'icons', 'icon.png'),
      development,
      texts,
      onMade: (made) => {
        handover.welcome(made.webContents)
        made.on('closed', () => {
          window = null
        })
      },
      closeAgain: (again) => {
        if (quitting) app.quit()
        else if (!again.isDestroyed()) again.close()
      },
      onStay: () => {
        quitting = false
      },
    })
    if (window.isMinimized()) window.restore()
    window.focus()
  }
  app.on('second-instance', show)
  app.on('activate', show)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  endWell(studio, () => handover.close())
  // On macOS the menu outlives the window: a command then opens it.
  await followSettings(studio, (command) => {
    if (window) studio.command(command)
    else show()
  })
  show()
}

/** The menu and the window's theme follow the author's settings, heard over the same contract as a page hears them. */
async function followSettings(studio: Studio, command: (command: Command) => void): Promise<void> {
  const [own, theirs] = portPair()
  const page = serve(theirs, studio.implementations, { protocol: protocolVersion, admit: () => null, client: 'menu', reportBug })
  const client = connect(own, { protocol: protocolVersion, token: '' }).client(settings)
  const follow = (now: Pick<Settings, 'language' | 'theme'>) => {
    language = now.language
    nativeTheme.themeSource = now.theme
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ platform: process.platform, development, texts: texts(), command })))
  }
  studio.onPush(page.push)
  client.changed(follow)
  follow(await client.get({}))
}

/** Everything that was written is committed already; what remains is to close the log well and to stop the engine. */
function endWell(studio: Studio, closePages: () => void): void {
  let over = false
  app.on('before-quit', () => {
    quitting = true
  })
  app.on('will-quit', (event) => {
    if (over) return
    event.preventDefault()
    over = true
    closePages()
    void farewell(() => studio.dispose(), reportBug).then(() => app.exit(0))
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
  powerMonitor.on('shutdown', () => app.quit())
}

/** A fault never takes the studio with it: it is logged, and the author is told once. */
function tellFault(error: unknown, where: string): void {
  const id = reportBug(error, where)
  if (told || !app.isReady()) return
  told = true
  const words = texts()
  void dialog.showMessageBox({ type: 'error', message: words.bugTitle, detail: words.bugDetail.replace('{id}', id), buttons: [words.understood] })
}
