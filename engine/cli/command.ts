/**
 * How a command of the command line is declared: a value with its options, its operands and what it
 * does. The help text, the parsing and the checks of option values are derived from that value, and
 * `run` gets options whose types follow from it. This file knows neither the list of commands nor the
 * process; `main.ts` knows both.
 */
import { parseArgs } from 'node:util'
import type { Progress } from './progress.ts'

interface BooleanOption {
  readonly type: 'boolean'
  readonly help: string
}

interface StringOption {
  readonly type: 'string'
  /** The placeholder that the help shows, such as FILE. */
  readonly value: string
  readonly help: string
  readonly required?: boolean
  readonly multiple?: boolean
  readonly default?: string
  readonly choices?: readonly string[]
}

interface NumberOption {
  readonly type: 'number'
  readonly value: string
  readonly help: string
  readonly required?: boolean
  readonly default?: number
  readonly minimum?: number
  readonly maximum?: number
  /** Whole numbers only. */
  readonly integer?: boolean
}

type Option = BooleanOption | StringOption | NumberOption

/** The options of a command, by their long names (kebab-case, without the dashes). */
export type Options = Readonly<Record<string, Option>>

type Given<O, V> = O extends { required: true } | { default: string | number } ? V : V | undefined

type ValueOf<O extends Option> = O extends BooleanOption
  ? boolean
  : O extends NumberOption
    ? Given<O, number>
    : O extends { multiple: true }
      ? readonly string[]
      : Given<O, string>

/** What `run` reads its options from: names to checked values. A missing `multiple` option is an empty list. */
export type OptionValues<O extends Options> = { readonly [Name in keyof O]: ValueOf<O[Name]> }

/** Option values whose declaration is not known to the compiler. */
export type AnyOptionValues = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>

/** What a command gets when it runs. */
export interface CommandContext<Values = AnyOptionValues> {
  readonly options: Values
  /** Names of the options that were given, where the value alone could be a default. */
  readonly given: ReadonlySet<string>
  readonly operands: readonly string[]
  /** Aborted by Ctrl-C or SIGTERM: save what must be saved and return or throw; the exit status is set by the frame. */
  readonly signal: AbortSignal
  /** Lines for people, on stderr. */
  readonly progress: Progress
  /** True under --json, for work that only one of the two outputs needs. */
  readonly json: boolean
  /** One result on stdout: the record as one JSON line under --json, otherwise the text (nothing when it is omitted). */
  output(record: object, text?: string): void
}

/** The operands (arguments without a dash) that a command takes. */
export interface Operands {
  readonly value: string
  readonly help: string
  readonly count: 'one' | 'optional' | 'some'
}

/** A command as the frame sees it, whatever its options are. */
export interface Command {
  /** Sentences below the summary in the help, or nothing. */
  readonly details?: string
  readonly operands?: Operands
  readonly options: Options
  /** What an option can be given, where that is too much for its line: below the options in the help. */
  readonly lists?: readonly List[]
  run(context: CommandContext): Promise<void>
}

interface List {
  readonly title: string
  readonly rows: readonly (readonly [left: string, right: string])[]
}

/** A line of the list of commands; `load` is called only when the command is asked for. */
export interface CommandEntry {
  /** One or two words, such as `tokenizer train`. */
  readonly name: string
  readonly summary: string
  load(): Promise<Command>
}

/** Declares a command; the type of `context.options` follows from `options`. */
export function defineCommand<const O extends Options>(command: {
  readonly details?: string
  readonly operands?: Operands
  readonly options: O
  readonly lists?: readonly List[]
  run(context: CommandContext<OptionValues<O>>): Promise<void>
}): Command {
  // The frame parses with the very options declared here, so the values have the shape that O says;
  // the compiler cannot follow that through the list of commands.
  return command as unknown as Command
}

/** The arguments cannot be understood: exit status 2, with the sentence and where the help is. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The work cannot be done for a reason the user can act upon: exit status 1, one sentence, no stack. */
export class CommandError extends Error {
  override readonly name = 'CommandError'
  readonly expected = true
}

/** The options and operands of one call, checked against the declaration. Throws UsageError. */
export function parseCommandLine(
  command: Command,
  argv: readonly string[],
): { options: AnyOptionValues; given: ReadonlySet<string>; operands: readonly string[]; json: boolean; help: boolean } {
  const { values, positionals } = tokenize(command, argv)
  const given = new Set(Object.keys(values))
  if (values['help'] === true) return { options: {}, given, operands: [], json: false, help: true }
  const options = Object.fromEntries(Object.entries(command.options).map(([name, option]) => [name, checkedValue(name, option, values[name])]))
  checkOperands(command.operands, positionals)
  return { options, given, operands: positionals, json: values['json'] === true, help: false }
}

type Raw = string | boolean | (string | boolean)[] | undefined

function tokenize(command: Command, argv: readonly string[]): { values: Record<string, Raw>; positionals: string[] } {
  const options: Record<string, { type: 'string' | 'boolean'; multiple?: boolean; short?: string }> = {
    help: { type: 'boolean', short: 'h' },
    json: { type: 'boolean' },
  }
  for (const [name, option] of Object.entries(command.options)) {
    const multiple = option.type === 'string' && option.multiple === true
    options[name] = { type: option.type === 'boolean' ? 'boolean' : 'string', multiple }
  }
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, strict: true })
  } catch (error) {
    // parseArgs reports what the user typed by errors of this family; anything else is a bug of ours.
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) throw new UsageError(`${error.message.split(/\.\s/)[0]}.`)
    throw error
  }
}

function checkedValue(name: string, option: Option, raw: Raw): AnyOptionValues[string] {
  if (option.type === 'boolean') return raw === true
  if (option.type === 'string' && option.multiple) {
    const list = Array.isArray(raw) ? raw.map(String) : []
    if (list.length === 0 && option.required) throw new UsageError(`--${name} ${option.value} is required.`)
    return list
  }
  if (raw === undefined) {
    if (option.required) throw new UsageError(`--${name} ${option.value} is required.`)
    return option.default
  }
  return option.type === 'number' ? checkedNumber(name, option, String(raw)) : checkedChoice(name, option, String(raw))
}

function checkedNumber(name: string, option: NumberOption, raw: string): number {
  const number = raw.trim() === '' ? Number.NaN : Number(raw)
  const low = option.minimum ?? -Infinity
  const high = option.maximum ?? Infinity
  if (Number.isFinite(number) && (!option.integer || Number.isInteger(number)) && number >= low && number <= high) return number
  const kind = option.integer ? 'a whole number' : 'a number'
  const least = option.minimum === undefined ? '' : ` of at least ${option.minimum}`
  const most = option.maximum === undefined ? '' : `${least === '' ? ' of' : ' and'} at most ${option.maximum}`
  throw new UsageError(`--${name} expects ${kind}${least}${most}, not ${JSON.stringify(raw)}.`)
}

function checkedChoice(name: string, option: StringOption, raw: string): string {
  if (option.choices && !option.choices.includes(raw))
    throw new UsageError(`--${name} expects one of ${option.choices.join(', ')}, not ${JSON.stringify(raw)}.`)
  return raw
}

function checkOperands(operands: Operands | undefined, given: readonly string[]): void {
  if (!operands) {
    if (given.length > 0) throw new UsageError(`Unexpected argument ${JSON.stringify(given[0])}.`)
    return
  }
  if (given.length === 0 && operands.count !== 'optional') throw new UsageError(`${operands.value} is required.`)
  if (given.length > 1 && operands.count !== 'some') throw new UsageError(`Unexpected argument ${JSON.stringify(given[1])}.`)
}
