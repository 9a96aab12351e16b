/** `moke bundle`: what is needed to teach a base an author's voice on other computers, in one file. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type CommandContext, CommandError, defineCommand, type OptionValues, UsageError } from '#engine/cli/command.ts'
import { splitData } from '#engine/cli/finetune-works.ts'
import { starterModel } from '#engine/cli/model-folders.ts'
import { masked } from '#main/archive/personal.ts'
import { keepTrainer } from '#main/compute/trainer.ts'
import { ArchiveLearning } from '#main/services/archive-learning.ts'
import { Archive } from '#main/services/archive-keep.ts'
import { archiveState } from '#main/services/archive-state.ts'
import { type BundleRequest, makeBundle } from '#main/services/training-bundle.ts'
import { learntWorks } from '#main/services/voice-texts.ts'
import { Problem } from '#preload/contract/problem.ts'
import { randomId } from '#preload/document/identity.ts'
import { addWorks } from './archive.ts'
import { asCommandError, places, withWorkspace } from './opened.ts'

const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const OPTIONS = {
  base: {
    type: 'string',
    value: 'MODEL',
    help: 'What is to be taught: a GGUF or a Hugging Face folder of a llama, qwen2, qwen3 or gemma3 model.',
    default: starterModel,
  },
  archive: {
    type: 'string',
    value: 'PATH',
    help: 'Past works, files and folders, as `moke archive add` reads them; the archive of --workspace if left out.',
    multiple: true,
  },
  data: { type: 'string', value: 'FILE', help: 'Works, one a line (.jsonl or .jsonl.xz with text and title), in the place of an archive.', multiple: true },
  out: { type: 'string', value: 'FILE', help: 'The ZIP. A file that is there is not written over.', required: true },
  method: { type: 'string', value: 'NAME', help: 'lora, or qlora: the same with the base kept in few bits.', default: 'lora', choices: ['lora', 'qlora'] },
  rank: { type: 'number', value: 'N', help: 'Width of the thin matrices; what is best if not given.', integer: true, minimum: 1, maximum: 256 },
  passes: { type: 'number', value: 'N', help: 'How often every text is seen, at most.', integer: true, minimum: 1, maximum: 20 },
  seed: { type: 'number', value: 'N', help: 'Decides, with --data, which works are held out.', default: 1, integer: true, minimum: 0 },
  workspace: places.workspace,
} as const

type Context = CommandContext<OptionValues<typeof OPTIONS>>
type Works = BundleRequest['works']

export const bundle = defineCommand({
  details: `Learning texts, masked and split by whole works; settings for TRL and PEFT and for LLaMA-Factory, the same as of the studio's own run;
how to start it on one machine and on many. Works that are left out in the studio are not in it. What comes back is taken in by
\`moke adapter import\`. The same works and base make the same file.`,
  options: OPTIONS,
  run: async (context) => {
    const { options } = context
    const out = resolve(options.out)
    if (existsSync(out)) throw new CommandError(`${out} is there already; name another file.`)
    if (options.archive.length > 0 && options.data.length > 0) throw new UsageError('--archive and --data are two ways to name the works: give one.')
    const write = (works: Works) => writeOut(context, out, works)
    if (options.data.length > 0) await write(await worksOfData(options.data, options.seed))
    else if (options.archive.length > 0) await withWorksAt(context, write)
    else await withArchiveOf(options.workspace, context.signal, write)
  },
})

/** The file takes its place once it is whole; given up or failed, nothing is left. */
async function writeOut({ options, signal, progress, output }: Context, out: string, works: Works): Promise<void> {
  const trainer = keepTrainer({
    nodePath: process.execPath,
    entry: beside('../../engine/worker/trainer-main.ts'),
    reportBug: (error) => {
      throw error
    },
    log: (text) => progress.note(text.trimEnd()),
  })
  const choice = { method: options.method === 'qlora' ? ('qlora' as const) : ('lora' as const), rank: options.rank ?? null, passes: options.passes ?? null }
  const request = { trainer, base: resolve(options.base), choice, works, templates: beside('../../resources/bundle') }
  const part = `${out}.${randomId()}.part`
  const aside = mkdtempSync(join(tmpdir(), 'moke-bundle-'))
  try {
    await mkdir(dirname(out), { recursive: true })
    const amounts = await makeBundle(part, aside, request, { signal, progress: (done, total) => progress.update(`${done}/${total}`) })
    if (existsSync(out)) throw new CommandError(`${out} is there already; name another file.`)
    await rename(part, out)
    const { learning, heldOut } = amounts
    output({ file: out, ...amounts }, `Wrote ${out}: ${learning.works} works to learn from, ${heldOut.works} held out.`)
  } catch (error) {
    throw asCommandError(error, dirname(out))
  } finally {
    await trainer.close()
    await rm(part, { force: true })
    rmSync(aside, { recursive: true, force: true })
  }
}

/** Works of files, as `moke finetune` divides them. */
async function worksOfData(files: readonly string[], seed: number): Promise<Works> {
  const { learning, heldOut } = await splitData(files, seed)
  const work =
    (split: 'train' | 'held-out') =>
    ({ work: title, text }: (typeof learning)[number]) => ({ title, split, words: text.length, text: () => masked(text) })
  return [...learning.map(work('train')), ...heldOut.map(work('held-out'))]
}

/** Works on the disk, by way of an archive of their own, so that they are read, masked and split as the studio does it. */
async function withWorksAt({ options, signal, progress }: Context, write: (works: Works) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'moke-archive-'))
  try {
    await withWorkspace(
      { workspace: folder, backups: undefined },
      async ({ workspace }) => {
        const archive = new Archive({ workspace, folder })
        try {
          await addWorks(archive, options.archive, { signal, progress })
          await write(await worksIn(archive, signal))
        } finally {
          archive.close()
        }
      },
      true,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function withArchiveOf(folder: string | undefined, signal: AbortSignal, write: (works: Works) => Promise<void>): Promise<void> {
  await withWorkspace({ workspace: folder, backups: undefined }, async ({ workspace, folder: place }) => {
    const archive = new Archive({ workspace, folder: place })
    try {
      await write(await worksIn(archive, signal))
    } finally {
      archive.close()
    }
  })
}

async function worksIn(archive: Archive, signal: AbortSignal): Promise<Works> {
  const learning = new ArchiveLearning(archive)
  try {
    return await learntWorks({ learning, enough: () => archiveState(archive, learning).enough }, signal)
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'works-few') throw error
    const { words, works, needWords, needWorks } = error.detail
    throw new CommandError(`There is too little to learn a voice from: ${words} 字 in ${works} works, and ${needWords} 字 in ${needWorks} works are needed.`)
  }
}
