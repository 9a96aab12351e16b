/** The browser host's command line. Pure. */
import { parseArgs } from 'node:util'

export interface BrowserOptions {
  readonly workspace: string
  /** Where backups are made until the author chooses; undefined: where the studio thinks best. */
  readonly backups: string | undefined
  /** Undefined: where the last host listened. */
  readonly port: number | undefined
  /** Only print the address. */
  readonly noOpen: boolean
}

/** `run` with options, or what to say and how to end. */
export type CommandLine = { readonly kind: 'run'; readonly options: BrowserOptions } | { readonly kind: 'help' | 'wrong'; readonly text: string }

const help = `npm start -- --browser [options]
  --workspace DIR    keep the courses in DIR
  --backups DIR      make backups in DIR until another folder is chosen
  --port N           port to listen on, 0 for any free one (default: the last one, at first 4747)
  --no-open          print the address only
  --help             print this`

/** Reads the arguments; what is wrong with them is one sentence. */
export function readCommandLine(args: readonly string[], defaultFolder: string): CommandLine {
  const parsed = parse(args)
  if (typeof parsed === 'string') return wrong(parsed)
  if (parsed.help) return { kind: 'help', text: help }
  if (parsed.workspace === '') return wrong('--workspace expects a folder')
  if (parsed.backups === '') return wrong('--backups expects a folder')
  const port = parsed.port === undefined ? undefined : Number(parsed.port)
  if (parsed.port !== undefined && !(/^\d{1,5}$/.test(parsed.port) && Number(parsed.port) <= 65_535))
    return wrong(`--port expects a whole number up to 65535, not "${parsed.port}"`)
  return { kind: 'run', options: { workspace: parsed.workspace ?? defaultFolder, backups: parsed.backups, port, noOpen: parsed['no-open'] ?? false } }
}

function wrong(reason: string): CommandLine {
  return { kind: 'wrong', text: `墨课 · 参数不对 · ${reason}. See --help.` }
}

/** The values, or Node's own first sentence about what is wrong. */
function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        workspace: { type: 'string' },
        backups: { type: 'string' },
        port: { type: 'string' },
        'no-open': { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    // The only thing that parseArgs throws for arguments, as opposed to options that we wrote wrongly.
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
      return (error.message.split('. ')[0] ?? '').replace(/\.$/, '').split('\n')[0] ?? ''
    throw error
  }
}
