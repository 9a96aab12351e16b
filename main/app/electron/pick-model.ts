/** The system's own window for choosing a model's file. The path that it answers is the author's choice, made outside the page. */
import type { BrowserWindow, Dialog, OpenDialogOptions } from 'electron'
import type { Texts } from './texts.ts'

/** The path of the file that the author chose, or null. */
export async function pickModel(dialog: Pick<Dialog, 'showOpenDialog'>, window: BrowserWindow | null, texts: Texts): Promise<string | null> {
  const options: OpenDialogOptions = {
    title: texts.pickModel,
    properties: ['openFile', 'dontAddToRecent'],
    filters: [
      { name: texts.modelFiles, extensions: ['gguf'] },
      { name: texts.allFiles, extensions: ['*'] },
    ],
  }
  const { canceled, filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  return canceled ? null : (filePaths[0] ?? null)
}
