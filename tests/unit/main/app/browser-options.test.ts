import { expect, test } from 'vitest'
import { readCommandLine } from '#main/app/browser-options.ts'

test('it has its defaults', () => {
  expect(readCommandLine([], '/home/w')).toEqual({ kind: 'run', options: { workspace: '/home/w', port: undefined, noOpen: false } })
})

test('it reads every option', () => {
  expect(readCommandLine(['--workspace', '/w', '--port', '0', '--no-open'], '/home/w')).toEqual({
    kind: 'run',
    options: { workspace: '/w', port: 0, noOpen: true },
  })
})

test('it tells every option when asked', () => {
  const told = readCommandLine(['--help'], '/home/w')
  expect(told.kind === 'help' && told.text).toMatch(/--workspace[^]*--port[^]*--no-open/)
})

test.each([
  [['--port', 'abc'], /--port.*abc/],
  [['--port', '65536'], /--port.*65536/],
  [['--port', '-1'], /--port/],
  [['--port', ''], /--port/],
  [['--port'], /--port/],
  [['--workspace', ''], /--workspace/],
  [['--colour'], /--colour/],
  [['course'], /course/],
])('%j is one sentence', (args, sentence) => {
  const read = readCommandLine(args, '/home/w')
  expect(read).toMatchObject({ kind: 'wrong', text: expect.stringMatching(sentence) })
  expect(read.kind === 'wrong' && read.text).toMatch(/^[^\n]*See --help\.$/)
})
