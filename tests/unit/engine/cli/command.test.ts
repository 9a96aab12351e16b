import { describe, expect, test } from 'vitest'
import { CommandError, defineCommand, parseCommandLine, UsageError } from '#engine/cli/command.ts'

const command = defineCommand({
  operands: { value: 'FILE', help: 'A file.', count: 'optional' },
  options: {
    data: { type: 'string', value: 'FILE', help: 'Data.', required: true, multiple: true },
    name: { type: 'string', value: 'NAME', help: 'A name.' },
    kind: { type: 'string', value: 'KIND', help: 'A kind.', default: 'a', choices: ['a', 'b'] },
    steps: { type: 'number', value: 'N', help: 'Steps.', default: 10, integer: true, minimum: 1, maximum: 1000 },
    rate: { type: 'number', value: 'R', help: 'Rate.' },
    fast: { type: 'boolean', help: 'Fast.' },
  },
  async run({ options }) {
    // Compiles only if the types follow from the declaration.
    const typed: { data: readonly string[]; name: string | undefined; kind: string; steps: number; rate: number | undefined; fast: boolean } = options
    await Promise.resolve(typed)
  },
})

describe('a command line', () => {
  test('it becomes options and operands', () => {
    expect(parseCommandLine(command, ['--data', 'a', '--steps=7', '--data', 'b', '--fast', '--rate', '1e-3', 'x'])).toEqual({
      options: { data: ['a', 'b'], name: undefined, kind: 'a', steps: 7, rate: 0.001, fast: true },
      given: new Set(['data', 'steps', 'fast', 'rate']),
      operands: ['x'],
      json: false,
      help: false,
    })
  })

  test('a negative number is given with an equals sign', () => {
    expect(parseCommandLine(command, ['--data', 'a', '--rate=-2']).options).toMatchObject({ rate: -2 })
  })

  test('--json and --help are everywhere, and --help asks for nothing else', () => {
    expect(parseCommandLine(command, ['--data', 'a', '--json']).json).toBe(true)
    expect(parseCommandLine(command, ['--help']).help).toBe(true)
    expect(parseCommandLine(command, ['-h', '--steps', 'x']).help).toBe(true)
  })

  test.each<[string, string[], string]>([
    ['a missing option', [], '--data FILE is required.'],
    ['an unknown option', ['--data', 'a', '--dta', 'b'], "Unknown option '--dta'."],
    ['an option without its value', ['--data'], "Option '--data <value>' argument missing."],
    ['a boolean with a value', ['--data', 'a', '--fast=1'], "Option '--fast' does not take an argument."],
    ['a negative number without one', ['--data', 'a', '--rate', '-2'], "Option '--rate' argument is ambiguous."],
    ['a word for a number', ['--data', 'a', '--rate', 'x'], '--rate expects a number, not "x".'],
    ['nothing for a number', ['--data', 'a', '--rate', ''], '--rate expects a number, not "".'],
    ['infinity', ['--data', 'a', '--rate', 'Infinity'], '--rate expects a number, not "Infinity".'],
    ['a fraction', ['--data', 'a', '--steps', '1.5'], '--steps expects a whole number of at least 1 and at most 1000, not "1.5".'],
    ['a number too small', ['--data', 'a', '--steps', '0'], '--steps expects a whole number of at least 1 and at most 1000, not "0".'],
    ['a number too large', ['--data', 'a', '--steps', '1001'], '--steps expects a whole number of at least 1 and at most 1000, not "1001".'],
    ['no choice', ['--data', 'a', '--kind', 'c'], '--kind expects one of a, b, not "c".'],
    ['two operands', ['--data', 'a', 'x', 'y'], 'Unexpected argument "y".'],
  ])('it is refused for %s', (_name, argv, sentence) => {
    expect(() => parseCommandLine(command, argv)).toThrow(new UsageError(sentence))
  })

  test('operands are counted', () => {
    const operands = (count: 'one' | 'some' | 'none') =>
      defineCommand({ ...(count !== 'none' && { operands: { value: 'FILE', help: '', count } }), options: {}, run: async () => {} })
    expect(() => parseCommandLine(operands('none'), ['x'])).toThrow('Unexpected argument "x".')
    expect(() => parseCommandLine(operands('one'), [])).toThrow('FILE is required.')
    expect(() => parseCommandLine(operands('some'), [])).toThrow('FILE is required.')
    expect(parseCommandLine(operands('some'), ['x', 'y']).operands).toEqual(['x', 'y'])
  })
})

test('an expected failure says so', () => {
  expect(new CommandError('No.')).toMatchObject({ message: 'No.', expected: true })
})
