/** `moke bundle`: what is needed to teach a base an author's voice on other computers, in one file. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeFolders } from '#engine/computer/index.ts'
import { type CommandContext, CommandError, defineCommand, type OptionValues } from '#engine/cli/command.ts'
import { starterModel } from '#engine/cli/model-folders.ts'
import { keepTrainer } from '#main/compute/trainer.ts'
import type { Workspace } from '#main/services/open-workspace.ts'
import { rememberBundle } from '#main/services/divided-works.ts'
import { makeBundle } from '#main/services/training-bundle.ts'
import { VoiceFolder } from '#main/services/voice-records.ts'
import { randomId } from '#preload/document/identity.ts'
import { withLearntWorks, type Works, WORKS_OPTIONS } from './learnt-works.ts'
import { asCommandError, withWorkspace } from './opened.ts'

const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const OPTIONS = {
  base: {
    type: 'string',
    value: 'MODEL',
    help: 'What is to be taught: a GGUF or a Hugging Face folder of a llama, qwen2, qwen3 or gemma3 model.',
    default: starterModel,
  },
  ...WORKS_OPTIONS,
  out: { type: 'string', value: 'FILE', help: 'The ZIP. A file that is there is not written over.', required: true },
  method: { type: 'string', value: 'NAME', help: 'lora, or qlora: the same with the base kept in few bits.', default: 'lora', choices: ['lora', 'qlora'] },
  rank: { type: 'number', value: 'N', help: 'Width of the thin matrices; what is best if not given.', integer: true, minimum: 1, maximum: 256 },
  passes: { type: 'number', value: 'N', help: 'How often every text is seen, at most.', integer: true, minimum: 1, maximum: 20 },
  seed: { type: 'number', value: 'N', help: 'Decides, with --data, which works are held out.', default: 1, integer: true, minimum: 0 },
} as const

type Context = CommandContext<OptionValues<typeof OPTIONS>>

export const bundle = defineCommand({
  details: `Learning texts, masked and split by whole works; settings for TRL and PEFT and for LLaMA-Factory, the same as of the studio's own run;
how to start it on one machine and on many. Works that are left out in the studio are not in it. What comes back is taken in by
\`moke adapter import\`. The same works and base make the same file.`,
  options: OPTIONS,
  run: async (context) => {
    const { options } = context
    const out = resolve(options.out)
    if (existsSync(out)) throw new CommandError(`${out} is there already; name another file.`)
    await withLearntWorks(context, (works, library) => writeOut(context, out, { works, library }))
  },
})

/** The file takes its place once it is whole; given up or failed, nothing is left. */
async function writeOut(
  { options, signal, progress, output }: Context,
  out: string,
  { works, library }: { works: Works; library: string | null },
): Promise<void> {
  const trainer = keepTrainer({
    nodePath: process.execPath,
    entry: beside('../../engine/worker/trainer-main.ts'),
    reportBug: (error) => {
      throw error
    },
    log: (text) => progress.note(text.trimEnd()),
  })
  const choice = { method: options.method === 'qlora' ? ('qlora' as const) : ('lora' as const), rank: options.rank ?? null, passes: options.passes ?? null }
  const request = { trainer, base: resolve(options.base), choice, works, templates: beside('../../resources/bundle'), isRemembered: library !== null }
  const part = `${out}.${randomId()}.part`
  const aside = mkdtempSync(join(tmpdir(), 'moke-bundle-'))
  try {
    makeFolders(dirname(out))
    const amounts = await makeBundle(part, aside, request, { signal, progress: (done, total) => progress.update(`${done}/${total}`) })
    if (existsSync(out)) throw new CommandError(`${out} is there already; name another file.`)
    await rename(part, out)
    if (library !== null && !(await isNoted(library, amounts.id, works)))
      progress.note(
        'Which works are held out could not be noted in the library. What comes back can be used, but not proved, until the same bundle is made again.',
      )
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

/** The library was let go of while the bundle was made, and is opened once more. A studio that has it by now is left alone. */
async function isNoted(folder: string, id: string, works: Works): Promise<boolean> {
  let isDone = false
  await withWorkspace({ workspace: folder, backups: undefined }, async ({ workspace }) => {
    isDone = isKept({ workspace, folder }, id, works)
  })
  return isDone
}

/** Whose archive works are of. */
interface Library {
  readonly workspace: Workspace
  readonly folder: string
}

/** Notes it as the studio does. */
export function isKept({ workspace, folder }: Library, id: string, works: Works): boolean {
  return rememberBundle({ workspace, folder, files: new VoiceFolder(folder) }, id, works)
}
