import { expect, test } from 'vitest'
import { droppedFiles } from '#renderer/host/local-files.ts'

const fileEntry = (name: string, file: File | null) => ({
  ...{ name, isFile: true, isDirectory: false },
  file: (found: (file: File) => void, failed: (error: DOMException) => void) => (file ? found(file) : failed(new DOMException('denied', 'NotReadableError'))),
})

const folderEntry = (name: string, entries: readonly object[] | null) => {
  let left = entries
  return {
    ...{ name, isFile: false, isDirectory: true },
    createReader: () => ({
      readEntries: (found: (some: readonly object[]) => void, failed: (error: DOMException) => void) => {
        if (left === null) return failed(new DOMException('denied', 'NotReadableError'))
        found(left)
        left = []
      },
    }),
  }
}

const dropped = (entry: object) => ({ webkitGetAsEntry: () => entry as unknown as FileSystemEntry, getAsFile: () => null })

test('a file and a folder that can’t be read stop no other of a folder that is dropped', async () => {
  const file = new File(['x'], 'a.md')
  const folder = folderEntry('旧作', [fileEntry('锁着.md', null), folderEntry('锁着', null), fileEntry('a.md', file)])
  expect(await droppedFiles([dropped(folder)])).toEqual({ files: [{ path: '旧作/a.md', file }], unread: ['旧作/锁着.md', '旧作/锁着'] })
})
