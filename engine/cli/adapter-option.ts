/** `--adapter` and `--strength`: what was taught to a model, for the commands that complete with it. */
import { stat } from 'node:fs/promises'
import { checkFit } from '#engine/adapters/index.ts'
import type { AdapterAtWork } from '#engine/completion/index.ts'
import { CommandError } from './command.ts'

/** The options of every command that takes one. */
export const ADAPTER_OPTIONS = {
  adapter: { type: 'string', value: 'FILE', help: 'What was taught to the model, an adapter as GGUF.' },
  strength: { type: 'number', value: 'SHARE', help: 'How much of the adapter: 1 is all of it, 0 is the model alone.', default: 1, minimum: 0, maximum: 1.5 },
} as const

/** The adapter, held against the model; null where none is given. Throws CommandError for a folder of PEFT, and what keeps an adapter from being used. */
export async function adapterFor(
  model: string,
  { adapter, strength }: { readonly adapter?: string | undefined; readonly strength: number },
): Promise<AdapterAtWork | null> {
  if (adapter === undefined) return null
  if ((await stat(adapter)).isDirectory())
    throw new CommandError(`${adapter} is a folder; \`moke adapter export ${adapter} --out FILE.gguf\` makes a file of it that can be completed with.`)
  await checkFit(adapter, model)
  return { path: adapter, strength }
}
