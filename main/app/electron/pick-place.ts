/** The system's own windows for choosing where backups and exports are made, and where a packed library is put. */
import { join } from 'node:path'
import type { BrowserWindow, Dialog, OpenDialogOptions, SaveDialogOptions } from 'electron'
import { homedir } from 'node:os'
import type { Texts } from './texts.ts'

/** The folder that the author chose, or null. `title`: what it is for. */
export async function pickFolder(dialog: Pick<Dialog, 'showOpenDialog'>, window: BrowserWindow | null, title: string): Promise<string | null> {
  const options: OpenDialogOptions = { title, properties: ['openDirectory', 'createDirectory', 'dontAddToRecent'] }
  const { canceled, filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  return canceled ? null : (filePaths[0] ?? null)
}

/** The file that the author wants a packed library in, or null. The window itself asks before one is written over. */
export async function pickPlace(dialog: Pick<Dialog, 'showSaveDialog'>, window: BrowserWindow | null, texts: Texts, name: string): Promise<string | null> {
  const options: SaveDialogOptions = {
    title: texts.pickPlace,
    defaultPath: join(homedir(), name),
    filters: [{ name: texts.packedFiles, extensions: ['moke'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
  }
  const { canceled, filePath } = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options))
  return canceled || filePath === '' ? null : filePath
}
