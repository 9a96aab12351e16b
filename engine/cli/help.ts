/** The help texts, generated from the list of commands and from what each command declares. */
import type { Command, CommandEntry, Options } from './command.ts'

const COMMON: readonly Row[] = [
  ['--json', 'Results as JSON, one object a line, on standard output.'],
  ['-h, --help', 'This help.'],
]

type Row = readonly [left: string, right: string]

/** The help of `moke` itself: every command with its summary. */
export function overviewHelp(entries: readonly CommandEntry[]): string {
  return [
    'moke: keep the library of the studio safe, and train, look into and use the models that complete sentences in it.',
    '',
    'Usage: moke COMMAND [OPTIONS]',
    '',
    'Commands:',
    ...table(entries.map((entry) => [entry.name, entry.summary])),
    '',
    '`moke COMMAND --help` explains a command. Exit status: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.',
    '',
  ].join('\n')
}

/** The help of one command: usage, summary, details, operand, options with their defaults, what is too much for their lines. */
export function commandHelp(entry: CommandEntry, command: Command): string {
  const sections = [`Usage: moke ${entry.name}${usageTail(command)}`, entry.summary]
  if (command.details) sections.push(command.details.trim())
  if (command.operands) sections.push(table([[command.operands.value, command.operands.help]]).join('\n'))
  sections.push(['Options:', ...table([...optionRows(command.options), ...COMMON])].join('\n'))
  for (const { title, rows } of command.lists ?? []) sections.push([`${title}:`, ...table(rows)].join('\n'))
  return `${sections.join('\n\n')}\n`
}

function usageTail(command: Command): string {
  const required = Object.entries(command.options).flatMap(([name, option]) =>
    option.type !== 'boolean' && option.required ? [`--${name} ${option.value}${isMultiple(option) ? '...' : ''}`] : [],
  )
  const words = required.length < Object.keys(command.options).length ? [...required, '[OPTIONS]'] : required
  if (command.operands) {
    const { value, count } = command.operands
    words.push(count === 'optional' ? `[${value}]` : count === 'some' ? `${value}...` : value)
  }
  return words.map((word) => ` ${word}`).join('')
}

function isMultiple(option: Options[string]): boolean {
  return option.type === 'string' && option.multiple === true
}

function optionRows(options: Options): Row[] {
  return Object.entries(options).map(([name, option]): Row => {
    if (option.type === 'boolean') return [`--${name}`, option.help]
    const notes = []
    if (option.required) notes.push('required')
    if (isMultiple(option)) notes.push('may be repeated')
    if (option.type === 'string' && option.choices) notes.push(`one of ${option.choices.join(', ')}`)
    if (option.default !== undefined && option.default !== '') notes.push(`default ${option.default}`)
    return [`--${name} ${option.value}`, notes.length > 0 ? `${option.help} (${notes.join('; ')})` : option.help]
  })
}

function table(rows: readonly Row[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}
