/** `moke proof`: what an adapter is worth on works that it did not learn, by the same code as the studio's proof. */
import { type CommandContext, defineCommand, type OptionValues } from './command.ts'
import { DEVICE_OPTION } from './device.ts'
import { starterModel } from './model-folders.ts'
import type { Division } from './proof-works.ts'

export const PROOF_OPTIONS = {
  base: { type: 'string', value: 'MODEL', help: 'The model that it was made for, a GGUF.', default: starterModel },
  adapter: { type: 'string', value: 'ADAPTER', help: 'A GGUF, or a folder of PEFT (adapter_config.json).', required: true },
  data: { type: 'string', value: 'FILE', help: 'The author’s works, one document a line (.jsonl or .jsonl.xz).', required: true, multiple: true },
  'held-out': {
    type: 'string',
    value: 'WORK',
    help: 'The title of a work that it did not learn, or a file of such works; if not given, what the record of the run beside the adapter says, or what is remembered of the bundle that it comes of, or the mark in its file of the library’s works; else about a tenth, as `moke finetune` holds out, which is a guess and is said to be one.',
    multiple: true,
  },
  characters: {
    type: 'number',
    value: 'N',
    help: 'How much is written by the simulated author; as much as takes minutes if not given.',
    integer: true,
    minimum: 100,
  },
  read: { type: 'number', value: 'N', help: 'How much is read for bits per character.', integer: true, minimum: 100 },
  openings: { type: 'number', value: 'N', help: 'How many works are gone on with, of the learnt and of the held-out ones.', integer: true, minimum: 1 },
  seed: { type: 'number', value: 'N', help: 'Draws other works and places.', default: 1, integer: true, minimum: 0 },
  bits: { type: 'string', value: 'N', help: 'Bits of a number of the base, where it is large: 32, 8 or 4.', default: '32', choices: ['32', '8', '4'] },
  threads: { type: 'number', value: 'N', help: 'Threads of the processor.', default: 2, integer: true, minimum: 1 },
  device: DEVICE_OPTION,
} as const

/** Their checked values. */
export type ProofValues = OptionValues<typeof PROOF_OPTIONS>

/** All that a proof needs beside the works. */
export type ProofContext = CommandContext<Omit<ProofValues, 'data'>>

export const proof = defineCommand({
  details: `Before and after: bits per character of held-out works and of a general text that ships with the studio; characters saved and
precision of the simulated author of \`moke eval --writing\`; how held-out works go on, beside what their author wrote, and how far that goes
round in circles (rep-4); and what of that which the model goes on with stands word by word in learnt works (windows of 20 characters, the
longest runs). One sentence says what it comes to, and at what price.`,
  options: PROOF_OPTIONS,
  async run(context) {
    const { dividedFiles } = await import('./proof-works.ts')
    await proveWorks(context, await dividedFiles(context.options, context.signal))
  },
})

/** Proves the adapter by these works, and puts out what came of it. */
export async function proveWorks(context: ProofContext, works: Division): Promise<void> {
  const { proveTaught } = await import('./proof-run.ts')
  const { proofText } = await import('./proof-text.ts')
  const { learntCharacters } = await import('#engine/training/index.ts')
  const { priceOf } = await import('#engine/proof/index.ts')
  const { options } = context
  const proven = await proveTaught({ ...options, taught: { form: 'adapter', path: options.adapter } }, works, context)
  const heldOutWorks = works.heldOut.map((work) => ({ id: work.id, title: work.title, characters: learntCharacters(work) }))
  context.output({ ...proven, price: priceOf(proven), division: works.by, heldOutWorks }, proofText(proven, works))
}
