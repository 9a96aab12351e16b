/** `moke adapter list`, `merge`, `export` and `import`. */
import { stat } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { makeFolders } from '#engine/computer/index.ts'
import {
  type Adapter,
  fittingAdapter,
  type FoundAdapter,
  listAdapters,
  mergeAdapter,
  numbersOf,
  readAdapter,
  type TakenIn,
  withMark,
  writeGgufAdapter,
  writePeftAdapter,
  writeTaken,
} from '#engine/adapters/index.ts'
/** For those who have a list of adapters. */
export { isSameAdapter } from '#engine/adapters/index.ts'
import { type Base, folderVocabulary, openBase } from '#engine/bases/index.ts'
import { ADAPTER_OPERAND, BASE_OPTION, EXPORT_OPTIONS, IMPORT_OPTIONS, LIST_OPTIONS } from './adapter-arguments.ts'
import { type CommandContext, CommandError, defineCommand, type OptionValues } from './command.ts'
import { authorsAdapters } from './model-folders.ts'

export const adapterList = defineCommand({
  details: 'Looks in the author’s own adapters folder, unless --folder names others.',
  options: LIST_OPTIONS,
  run: (context) => listAdaptersIn(context.options.folder.length > 0 ? context.options.folder : [authorsAdapters()], context),
})

/** Tells of the adapters that lie in folders. */
export async function listAdaptersIn(
  folders: readonly string[],
  { signal, progress, output }: Pick<CommandContext, 'signal' | 'progress' | 'output'>,
): Promise<void> {
  let found = 0
  for (const folder of folders)
    for (const adapter of await listAdapters(folder)) {
      signal.throwIfAborted()
      found++
      output(adapter, listLine(adapter))
    }
  if (found === 0) progress.note(`No adapters in ${folders.join(' or ')}.`)
}

function listLine(adapter: FoundAdapter): string {
  if ('problem' in adapter) return adapter.problem
  const { path, name, baseName, rank, targets, parameters } = adapter
  return `${path}\n  ${name}: for ${baseName}, rank ${rank}, ${(parameters / 1e6).toFixed(2)} M parameters in ${targets.join(', ')}`
}

export const adapterMerge = defineCommand({
  details: 'What comes out is a model of its own, which needs neither the adapter nor its base.',
  operands: ADAPTER_OPERAND,
  options: {
    ...BASE_OPTION,
    out: { type: 'string', value: 'FILE', help: 'The new GGUF.', required: true },
    type: { type: 'string', value: 'TYPE', help: 'How matrices are kept.', default: 'f16', choices: ['f32', 'f16', 'q8_0'] },
    strength: { type: 'number', value: 'SHARE', help: 'How much of the adapter; 1 is all of it.', default: 1, minimum: 0, maximum: 1.5 },
    name: { type: 'string', value: 'NAME', help: 'The model’s name; that of the file if not given.' },
  },
  async run({ operands: [path = ''], options, signal, output }) {
    await using base = await openBase(options.base)
    const adapter = await readAdapter(path, base.config)
    const precision = options.type === 'q8_0' || options.type === 'f32' ? options.type : 'f16'
    const name = options.name ?? basename(options.out, extname(options.out))
    const vocabulary = base.form === 'folder' ? await folderVocabulary(base.path, base.config.vocabulary) : {}
    await mergeAdapter(options.out, base, adapter, { name, precision, strength: options.strength, vocabulary }, signal)
    const { size } = await stat(options.out)
    output(
      { path: options.out, type: precision, bytes: size },
      `${options.out}: ${base.name} with ${adapter.name}, ${precision}, ${(size / 1e6).toFixed(1)} MB`,
    )
  },
})

export const adapterExport = defineCommand({
  details: `An --out that ends in .gguf is written for llama.cpp; any other is a folder for PEFT, which Transformers, vLLM and LLaMA-Factory load.`,
  operands: ADAPTER_OPERAND,
  options: EXPORT_OPTIONS,
  run: (context) => giveAdapter(context, null),
})

/** Writes an adapter for others. `known`: of one that the studio made, what it is called now, and what it is known by where it comes back. */
export async function giveAdapter(
  { operands: [path = ''], options, output }: CommandContext<OptionValues<typeof EXPORT_OPTIONS>>,
  known: { readonly name: string; readonly mark: string } | null,
): Promise<void> {
  await using base = await openBase(options.base)
  const read = await fittingAdapter(path, base)
  const adapter = known ? { ...read, name: known.name, notes: withMark(read.notes, known.mark, await numbersOf(path)) } : read
  const form = await write(options.out, adapter, base, options['base-name'])
  output({ path: options.out, form, name: adapter.name }, `${options.out}: ${adapter.name}`)
}

export const adapterImport = defineCommand({
  details: 'Takes an adapter from elsewhere, holds it against its base, and puts it among the author’s own.',
  operands: ADAPTER_OPERAND,
  options: IMPORT_OPTIONS,
  async run({ operands: [path = ''], options, output }) {
    const folder = options.folder ?? authorsAdapters()
    const { file, name, base } = await takeAdapter({ path, base: options.base, name: options.name, keepsMark: true }, async (called) => {
      const free = join(folder, `${fileName(called)}.gguf`)
      if (await stat(free).catch(() => undefined)) throw new CommandError(`${free} is there already: choose another --name.`)
      makeFolders(folder)
      return free
    })
    output({ path: file, name, base }, `${file}: ${name}, for ${base}`)
  },
})

interface Taken extends Pick<TakenIn, 'identity' | 'rank'> {
  readonly file: string
  readonly name: string
  /** What its base is called. */
  readonly base: string
  /** By what it is known again. */
  readonly mark?: string
}

/** Holds an adapter from elsewhere against its base, and writes it as it is completed with, where `place` says. `keepsMark`: as `writeTaken` has it. */
export async function takeAdapter(
  asked: { readonly path: string; readonly base: string; readonly name: string | undefined; readonly keepsMark: boolean },
  place: (name: string) => string | Promise<string>,
): Promise<Taken> {
  await using base = await openBase(asked.base)
  const read = await fittingAdapter(asked.path, base)
  const name = asked.name ?? read.name
  const file = await place(name)
  const { mark, ...taken } = await writeTaken(file, { ...read, name }, base, asked)
  return { file, name, base: base.name, ...taken, ...(mark !== null && { mark }) }
}

async function write(out: string, adapter: Adapter, base: Base, baseName: string | undefined): Promise<'gguf' | 'folder'> {
  if (out.toLowerCase().endsWith('.gguf')) {
    await writeGgufAdapter(out, adapter, base.config)
    return 'gguf'
  }
  await writePeftAdapter(out, adapter, base.config, baseName)
  return 'folder'
}

/** A name as every file system takes it. */
function fileName(name: string): string {
  return (
    name
      .replaceAll(/[\p{C}<>:"/\\|?*]/gu, '-')
      .replaceAll(/^[. ]+|[. ]+$/g, '')
      .slice(0, 80) || 'adapter'
  )
}
