import { type Command, parseCommandLine } from '#engine/cli/command.ts'

/** Runs a command as the frame does, and gives what it put out. */
export async function runCommand(command: Command, argv: readonly string[], signal: AbortSignal = new AbortController().signal) {
  const records: object[] = []
  const texts: string[] = []
  const notes: string[] = []
  const { options, given, operands, json } = parseCommandLine(command, argv)
  await command.run({
    options,
    given,
    operands,
    json,
    signal,
    progress: { update: () => {}, note: (text) => notes.push(text), finish: () => {} },
    output(record, text) {
      records.push(record)
      if (text !== undefined) texts.push(text)
    },
  })
  return { records, texts, notes }
}
