/** The works that a command learns from: the archive's, or files' by way of an archive of their own, so that they are read, masked and split as in the studio. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CommandContext, CommandError, UsageError } from '#engine/cli/command.ts'
import { splitData } from '#engine/cli/finetune-works.ts'
import { type CommandWork, contentId, type DividedWorks } from '#engine/cli/works.ts'
import { learntParts, maskedText } from '#main/archive/context.ts'
import { maskedBy, type Masking } from '#main/archive/masking.ts'
import { ArchiveLearning } from '#main/services/archive-learning.ts'
import { Archive } from '#main/services/archive-keep.ts'
import { archiveState } from '#main/services/archive-state.ts'
import { MaskKeeper } from '#main/services/masks.ts'
import { defaultWorkspaceFolder } from '#main/services/places.ts'
import { type Chosen, worksOfRun } from '#main/services/run-works.ts'
import type { BundleRequest } from '#main/services/training-bundle.ts'
import { Problem } from '#preload/contract/problem.ts'
import { countWords } from '#preload/document/counting.ts'
import { addWorks } from './archive.ts'
import { listedMasking, listedMasks } from './listed-names.ts'
import { places, withWorkspace } from './opened.ts'

/** Which works, one way or another. */
export const WORKS_OPTIONS = {
  archive: {
    type: 'string',
    value: 'PATH',
    help: 'Past works, files and folders, as `moke archive add` reads them; the archive of --workspace if left out. Personal data is masked, and so are the names that the author lists in --workspace. What they say decides which are held out: the same each time, and near duplicates on one side.',
    multiple: true,
  },
  data: {
    type: 'string',
    value: 'FILE',
    help: 'Works, one a line (.jsonl or .jsonl.xz with text and title; or question and answer, prompt and completion, or instruction, input and output, of which the question is read but not learnt), in the place of an archive. Personal data and the names that the author lists in --workspace are masked as in an archive; --seed decides which are held out, and what has one title, or is nearly the same, stays together.',
    multiple: true,
  },
  works: {
    type: 'string',
    value: 'TEXT',
    help: 'Of an archive only the works in whose title, file or folder this stands, such as `--works 公众号 --works 2024`: one of these is enough. All if left out. Nothing is left out of the archive by it.',
    multiple: true,
  },
  workspace: { ...places.workspace, help: 'The author’s library: its archive, and its list of names to mask; the studio’s own folder if left out.' },
} as const

/** A work of theirs. `id`: null where only what it says tells it, as of one that came by way of an archive of the command's own. */
export type Work = BundleRequest['works'][number] & { readonly id: string | null }

export type Works = readonly Work[]

/** The text of a work, with the id that it always has. */
export function readWork({ id, title, read }: Work): CommandWork {
  const { text, context } = read()
  return { id: id ?? contentId(text), title, text, context }
}

type Context = Pick<
  CommandContext<{
    readonly archive: readonly string[]
    readonly data: readonly string[]
    readonly works: readonly string[]
    readonly workspace: string | undefined
    readonly seed: number
  }>,
  'options' | 'signal' | 'progress'
>

/** What is done with works. `library`: the author's folder, where they are of its archive. */
type Then = (works: Works, library: string | null) => Promise<void>

/**
 * Does something with the works that the options name. By then they are in memory and nothing of the author's is held, so that the studio
 * can be opened and written in however long it takes. Throws UsageError where they name two kinds, and CommandError where there are too few.
 */
export async function withLearntWorks(context: Context, then: Then): Promise<void> {
  const { archive, data, seed, works, workspace } = context.options
  mustChooseOnce(context.options)
  if (archive.length > 0 && data.length > 0) throw new UsageError('--archive and --data are two ways to name the works: give one.')
  if (data.length > 0) await then(await worksOfData(data, seed, await listedMasking(workspace)), null)
  else if (archive.length > 0) await then(await worksAt(context), null)
  else await then(await worksOf(workspace, works, context.signal), workspace ?? defaultWorkspaceFolder())
}

/** Throws UsageError where works are chosen of files that name them already. */
export function mustChooseOnce({ data, works }: Pick<Context['options'], 'data' | 'works'>): void {
  if (data.length > 0 && works.length > 0) throw new UsageError('--works chooses from an archive; the files of --data are learnt as a whole.')
}

/** Works of files masked in their titles and texts; they keep their ids. */
export function maskedWorks<Works extends DividedWorks>(works: Works, masking: Masking): Works {
  const without = (work: CommandWork): CommandWork => ({
    ...work,
    title: maskedBy(masking, work.title),
    ...maskedText({ text: work.text, context: work.context ?? [] }, masking),
  })
  return { ...works, learnt: works.learnt.map(without), heldOut: works.heldOut.map(without) }
}

/** Works of files, as `moke finetune` divides them. */
async function worksOfData(files: readonly string[], seed: number, masking: Masking): Promise<Works> {
  const { learnt, heldOut } = maskedWorks(await splitData(files, seed), masking)
  const work =
    (split: 'train' | 'held-out') =>
    ({ id, title, text, context = [] }: CommandWork) => {
      const words = learntParts({ text, context }).reduce((sum, [, part]) => sum + countWords(part), 0)
      return { id, title, split, words, read: () => ({ text, context }) }
    }
  return [...learnt.map(work('train')), ...heldOut.map(work('held-out'))]
}

/** Works on the disk, by way of an archive of their own, so that they are read, masked and split as the studio does it. */
async function worksAt({ options, signal, progress }: Context): Promise<Works> {
  const { words, released } = await listedMasks(options.workspace)
  const folder = mkdtempSync(join(tmpdir(), 'moke-archive-'))
  try {
    const works = await inArchive(
      folder,
      async (archive) => {
        new MaskKeeper(archive).change({ mask: words, release: released, unmask: [], hold: [] })
        await addWorks(archive, options.archive, { signal, progress })
        return learntIn(archive, options.works, signal)
      },
      true,
    )
    return works.map((work) => ({ ...work, id: null }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Works of the author's archive. */
const worksOf = (folder: string | undefined, named: readonly string[], signal: AbortSignal): Promise<Works> =>
  inArchive(folder, (archive) => learntIn(archive, named, signal))

async function inArchive(folder: string | undefined, work: (archive: Archive) => Promise<Works>, mayBegin = false): Promise<Works> {
  let works: Works = []
  await withWorkspace(
    { workspace: folder, backups: undefined },
    async ({ workspace, folder: place }) => {
      const archive = new Archive({ workspace, folder: place })
      try {
        works = (await work(archive)).map(inMemory)
      } finally {
        archive.close()
      }
    },
    mayBegin,
  )
  return works
}

function inMemory(work: Work): Work {
  const [said, title] = [work.read(), work.maskedTitle?.()]
  return { ...work, read: () => said, ...(title !== undefined && { maskedTitle: () => title }) }
}

async function learntIn(archive: Archive, named: readonly string[], signal: AbortSignal): Promise<Works> {
  const learning = new ArchiveLearning(archive)
  try {
    const chosen = named.length === 0 ? null : namedBy(learning, named)
    return (await worksOfRun({ learning, enough: () => archiveState(archive, learning).enough }, chosen, signal)).works
  } catch (error) {
    if (error instanceof Problem && error.code === 'works-alike')
      throw new CommandError('All works are versions of one, so that none can be held out to see how well it went. Add other works.')
    if (!(error instanceof Problem) || error.code !== 'works-few') throw error
    const { words, works, needWords, needWorks } = error.detail
    const isOfOther = named.length === 0 && archiveState(archive, learning).enough.kind === 'language'
    const why = isOfOther ? ' Only Chinese counts, and most of it is not.' : ''
    throw new CommandError(
      `There is too little to learn a voice from: ${words} 字 in ${works} works, and ${needWords} 字 in ${needWorks} works are needed.${why}`,
    )
  }
}

/** Works in whose title, file or folder one of these stands; a lesson's are its course and chapter. */
function namedBy(learning: ArchiveLearning, named: readonly string[]): Chosen {
  const keyOf = (text: string) => text.normalize('NFC').toLowerCase()
  const keys = named.map(keyOf)
  const details = learning.details()
  return ({ id }) => {
    const work = details.get(id)
    const said = work === undefined ? '' : keyOf(`${work.title}\n${work.file}`)
    return keys.some((key) => said.includes(key))
  }
}
