import type { BrowserWindow, OpenDialogOptions, OpenDialogReturnValue } from 'electron'
import { expect, test } from 'vitest'
import { pickModel } from '#main/app/electron/pick-model.ts'
import { textsFor } from '#main/app/electron/texts.ts'

/** The system's window, answering with these paths; what it was asked is in `asked`. */
function systemDialog(filePaths: string[]) {
  const asked: (BrowserWindow | OpenDialogOptions)[][] = []
  const showOpenDialog = async (...given: (BrowserWindow | OpenDialogOptions)[]): Promise<OpenDialogReturnValue> => {
    asked.push(given)
    return { canceled: filePaths.length === 0, filePaths }
  }
  return { dialog: { showOpenDialog }, asked }
}

test('it asks for one GGUF in the author’s language and answers where it lies', async () => {
  const { dialog, asked } = systemDialog(['/disk/m.gguf'])
  expect(await pickModel(dialog, null, textsFor('zh-CN', 'en'))).toBe('/disk/m.gguf')
  expect(asked).toEqual([
    [
      {
        title: '选择模型文件（GGUF）',
        properties: ['openFile', 'dontAddToRecent'],
        filters: [
          { name: 'GGUF 模型', extensions: ['gguf'] },
          { name: '所有文件', extensions: ['*'] },
        ],
      },
    ],
  ])
})

test('it answers null where the author chooses none', async () => {
  expect(await pickModel(systemDialog([]).dialog, null, textsFor('en', 'en'))).toBeNull()
})
