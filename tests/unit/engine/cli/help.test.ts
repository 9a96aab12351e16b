import { DEVICE_OPTION } from '#engine/cli/device.ts'
import { DEVICES } from '#engine/graph/index.ts'
import { expect, test } from 'vitest'
import { type CommandEntry, defineCommand } from '#engine/cli/command.ts'
import { commandHelp, overviewHelp } from '#engine/cli/help.ts'

const command = defineCommand({
  details: 'More about it.',
  operands: { value: 'FILE', help: 'What to read.', count: 'some' },
  options: {
    data: { type: 'string', value: 'FILE', help: 'Data.', required: true, multiple: true },
    kind: { type: 'string', value: 'KIND', help: 'A kind.', default: 'a', choices: ['a', 'b'] },
    steps: { type: 'number', value: 'N', help: 'Steps.', default: 10 },
    name: { type: 'string', value: 'NAME', help: 'A name.', default: '' },
    fast: { type: 'boolean', help: 'Fast.' },
  },
  run: async () => {},
})
const entry: CommandEntry = { name: 'do it', summary: 'Does it.', load: async () => command }

test('the help of a command says all that was declared', () => {
  expect(commandHelp(entry, command)).toBe(`Usage: moke do it --data FILE... [OPTIONS] FILE...

Does it.

More about it.

  FILE  What to read.

Options:
  --data FILE  Data. (required; may be repeated)
  --kind KIND  A kind. (one of a, b; default a)
  --steps N    Steps. (default 10)
  --name NAME  A name.
  --fast       Fast.
  --json       Results as JSON, one object a line, on standard output.
  -h, --help   This help.
`)
})

test('what an option can be given stands below the options, where its line has no room for it', () => {
  const lists = [{ title: 'Kinds (--kind)', rows: [['a', 'One.'] as const, ['long', 'Another.'] as const] }]
  const listed = defineCommand({ options: {}, lists, run: async () => {} })
  expect(commandHelp(entry, listed)).toMatch(/This help\.\n\nKinds \(--kind\):\n {2}a {5}One\.\n {2}long {2}Another\.\n$/)
})

test('a command without anything has a help as well', () => {
  const bare = defineCommand({ options: {}, run: async () => {} })
  expect(commandHelp({ ...entry, name: 'bare' }, bare)).toContain('Usage: moke bare\n\nDoes it.\n\nOptions:\n  --json')
})

test('the overview lists every command', () => {
  expect(overviewHelp([entry, { ...entry, name: 'x', summary: 'Another.' }])).toContain('Commands:\n  do it  Does it.\n  x      Another.\n')
})

test('--device knows the devices that there are', () => {
  expect(DEVICE_OPTION.choices).toEqual([...DEVICES, 'auto'])
})
