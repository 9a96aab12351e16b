/** Runs a proof for `moke proof`, and for `moke finetune --proof`. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkBase, readAdapter, writeGgufAdapter } from '#engine/adapters/index.ts'
import { type Base, identify, openBase } from '#engine/bases/index.ts'
import { parameterCount } from '#engine/model/index.ts'
import { generalWorks, type ProofSample, proofTools, prove, type Proven, sampleFor, type Taught } from '#engine/proof/index.ts'
import { openTokenizer } from './base-tokenizer.ts'
import { type CommandContext, CommandError } from './command.ts'
import { deviceFrom } from './device.ts'
import type { TaughtFile } from './finetune-result.ts'
import type { DividedWorks } from './works.ts'
import { generalText } from './model-folders.ts'
import type { ProofValues } from './proof.ts'

export interface ProofOptions
  extends Pick<ProofValues, 'base' | 'threads' | 'device' | 'seed'>, Partial<Pick<ProofValues, 'characters' | 'read' | 'openings' | 'bits'>> {
  /** An adapter, or the model that was made of the base. */
  readonly taught: TaughtFile
}

/** Throws CommandError for a base that llama.cpp can't open: then nothing that it is taught can be proved. */
export function checkProvable({ path, form }: Pick<Base, 'path' | 'form'>): void {
  if (form !== 'gguf')
    throw new CommandError(`${path} is no GGUF, which a proof has to write with: \`moke adapter merge\` and \`moke models export\` make one.`)
}

/** Proves what a base was taught. Throws CommandError as `checkProvable` does, FormatError for an adapter that does not belong to it. */
export async function proveTaught(
  options: ProofOptions,
  { learnt, heldOut }: DividedWorks,
  { signal, progress }: Pick<CommandContext, 'signal' | 'progress'>,
): Promise<Proven & { readonly seconds: number }> {
  const start = performance.now()
  await using resources = new AsyncDisposableStack()
  const base = resources.use(await openBase(options.base))
  checkProvable(base)
  const tools = proofTools({
    ...{ model: options.base, base: await asTold(base), ...(await opened(options.taught, base, resources)) },
    encoder: resources.use(await openTokenizer(base)),
    bits: options.bits === '8' ? 8 : options.bits === '4' ? 4 : 32,
    session: { device: await deviceFrom(options.device, options.threads, progress), threads: options.threads },
    device: options.device === 'cpu' ? 'cpu' : 'auto',
    log: (text) => progress.note(text.trimEnd()),
  })
  const material = {
    heldOut,
    learnt: async function* () {
      yield* learnt
    },
    general: await generalWorks(generalText, heldOut),
    sample: sampleOf(options, parameterCount(base.config)),
  }
  const stages = {
    texts: 'reading',
    bits: 'bits per character',
    writing: 'writing',
    recital: 'going on with learnt works',
    continuations: 'going on with held-out works',
  }
  const onProgress = (stage: keyof typeof stages, share: number) => progress.update(`${Math.floor(share * 100)} %  ${stages[stage]}`)
  return { ...(await prove(material, tools, { signal, onProgress })), seconds: (performance.now() - start) / 1000 }
}

async function opened({ form, path }: ProofOptions['taught'], base: Base, resources: AsyncDisposableStack): Promise<{ taught: Taught; taughtPath: string }> {
  if (form === 'model') return { taught: { model: await asTold(resources.use(await openBase(path))) }, taughtPath: path }
  const adapter = await readAdapter(path, base.config)
  await checkBase(base, adapter)
  const folder = resources.adopt(await mkdtemp(join(tmpdir(), 'moke-proof-')), (made) => rm(made, { recursive: true, force: true }))
  const taughtPath = join(folder, 'adapter.gguf')
  await writeGgufAdapter(taughtPath, adapter, base.config)
  return { taught: { adapter }, taughtPath }
}

async function asTold(base: Base) {
  return { id: (await identify(base)).numbers, config: base.config, read: (name: string) => base.read(name) }
}

function sampleOf({ seed, read, characters, openings }: ProofOptions, parameters: number): ProofSample {
  const sample = sampleFor(parameters, seed)
  return { ...sample, read: read ?? sample.read, written: characters ?? sample.written, openings: openings ?? sample.openings }
}
