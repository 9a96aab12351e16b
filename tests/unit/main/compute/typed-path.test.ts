import { describe, expect, test } from 'vitest'
import { wholePath } from '#main/compute/typed-path.ts'
import { Problem } from '#preload/contract/problem.ts'

describe('the path of a file as people write it', () => {
  test.each([
    ['/disk/模型/m.gguf', '/disk/模型/m.gguf'],
    ['  /disk/m.gguf\n', '/disk/m.gguf'],
    ['"/disk/my model.gguf"', '/disk/my model.gguf'],
    ["'/disk/m.gguf'", '/disk/m.gguf'],
    ['~/m.gguf', '/home/a/m.gguf'],
    ['file:///disk/my%20model.gguf', '/disk/my model.gguf'],
    ['/disk/../other/./m.gguf', '/other/m.gguf'],
  ])('%j', (typed, path) => {
    expect(wholePath(typed, 'linux', '/home/a')).toBe(path)
  })

  test.each([
    ['"C:\\Users\\a\\m.gguf"', 'C:\\Users\\a\\m.gguf'],
    ['D:/models/m.gguf', 'D:\\models\\m.gguf'],
    ['file:///C:/models/m.gguf', 'C:\\models\\m.gguf'],
  ])('on Windows: %j', (typed, path) => {
    expect(wholePath(typed, 'win32', 'C:\\Users\\a')).toBe(path)
  })

  test.each([
    '\\\\nas\\models\\m.gguf',
    '"\\\\nas\\models\\m.gguf"',
    '//nas/models/m.gguf',
    '/\\nas/models/m.gguf',
    'file://nas/models/m.gguf',
    'file:////nas/models/m.gguf',
    '\\\\?\\UNC\\nas\\models\\m.gguf',
    '\\\\.\\pipe\\m.gguf',
  ])('on Windows another computer is asked only for what the author chose in the system’s window: %j', (typed) => {
    expect(() => wholePath(typed, 'win32', 'C:\\Users\\a')).toThrow(expect.objectContaining({ code: 'model-network', detail: { file: 'm.gguf' } }))
    expect(wholePath(typed, 'win32', 'C:\\Users\\a', true)).toMatch(/^\\\\/)
  })

  test('an address that names a computer leads to that one', () => {
    expect(wholePath('file://nas/my%20models/m.gguf', 'win32', 'C:\\Users\\a', true)).toBe('\\\\nas\\my models\\m.gguf')
    expect(wholePath('file://localhost/disk/m.gguf', 'linux', '/home/a')).toBe('/disk/m.gguf')
    expect(() => wholePath('file://nas/models/m.gguf', 'linux', '/home/a')).toThrow(Problem)
  })

  test.each(['m.gguf', './m.gguf', '', '   ', 'file://%zz', 'https://example.com/m.gguf', '/disk/\0m.gguf', 'C:\\m.gguf'])(
    'it is no whole path: %j',
    (typed) => {
      expect(() => wholePath(typed, 'linux', '/home/a')).toThrow(Problem)
    },
  )
})
