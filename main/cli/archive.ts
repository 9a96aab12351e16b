/** `moke archive add`, `list`, `check`: past works, as the studio's own view has them. */
import { fileURLToPath } from 'node:url'
import { type CommandContext, CommandError, defineCommand } from '#engine/cli/command.ts'
import { chooseWorks } from '#main/archive/chosen-works.ts'
import { FactsDesk } from '#main/archive/facts-desk.ts'
import { ReadingDesk } from '#main/reading/reading-desk.ts'
import { Batch } from '#main/services/archive-adding.ts'
import { Archive } from '#main/services/archive-keep.ts'
import { ArchiveLearning, workOf } from '#main/services/archive-learning.ts'
import { archiveState } from '#main/services/archive-state.ts'
import { masksInUse } from '#main/services/masks.ts'
import type { Added, ArchiveState } from '#preload/contract/archive.ts'
import { maskedCounts } from '#preload/contract/masks.ts'
import { PersonalKind, type Unread } from '#preload/contract/works.ts'
import { diskFiles } from './files-in.ts'
import { places, withWorkspace } from './opened.ts'

const { workspace } = places
const beside = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Runs `work` on the archive of a workspace. */
export async function withArchive(
  folder: string | undefined,
  mayBegin: boolean,
  work: (archive: Archive, learning: ArchiveLearning) => Promise<void>,
): Promise<void> {
  await withWorkspace(
    { workspace: folder, backups: undefined },
    async ({ workspace: held, folder: place }) => {
      const archive = new Archive({ workspace: held, folder: place })
      try {
        await work(archive, new ArchiveLearning(archive))
      } finally {
        archive.close()
      }
    },
    mayBegin,
  )
}

export const archiveAdd = defineCommand({
  details:
    'Word (docx), Markdown, saved web pages, plain text, EPUB, PDF with text, transcripts. What is there already is left out; one bad file never stops the rest. All of it is added, or nothing. The studio must be closed.',
  operands: { value: 'PATH', help: 'Files and folders.', count: 'some' },
  options: { workspace },
  run: ({ options, operands, output, signal, progress }) =>
    withArchive(options.workspace, true, async (archive) => {
      const added = await addWorks(archive, operands, { signal, progress })
      const left = [
        ...added.same.map(({ path, title }) => `there already: ${path} (${title})`),
        ...added.unread.map(({ path, why }) => `left out: ${path} (${unreadText[why]})`),
        ...added.leftOut.map((path) => `not learnt from, as its folder or an older version of it is not: ${path}`),
        ...added.lossy.map(({ path, what, count }) => `${path} came without some ${lostText[what]} (${count})`),
      ]
      output({ ...added }, [`Added ${added.works} works, ${added.words} 字.`, ...left].join('\n'))
    }),
})

const unreadText: Readonly<Record<Unread['why'], string>> = {
  kind: 'of a kind that is not read',
  binary: 'no text',
  empty: 'nothing is written in it',
  'too-large': 'too large',
  'too-many': 'too many files at once',
  encrypted: 'it asks for a password',
  broken: 'cut short or damaged',
  'no-text': 'pictures of pages, without text',
  'old-word': 'Word’s format before 2007: save it as .docx',
  'too-slow': 'it takes too long to read',
  'too-much': 'it takes too much memory to read',
  deep: 'nested without end',
  bomb: 'it unpacks to far more than anyone writes',
  missing: 'gone, or not to be read',
  hidden: 'in a hidden folder, or hidden itself',
}

const lostText: Readonly<Record<Added['lossy'][number]['what'], string>> = {
  pictures: 'pictures',
  formulas: 'formulas',
  characters: 'characters',
  pages: 'pages',
  chapters: 'chapters',
  others: 'parts',
  shapes: 'drawings',
}

/** Reads files and folders into an archive: all that can be read, or nothing. Throws `CommandError` where there is nothing to read. */
export async function addWorks(archive: Archive, paths: readonly string[], { signal, progress }: Pick<CommandContext, 'signal' | 'progress'>): Promise<Added> {
  const { files, unread: gone } = diskFiles(paths)
  const { wanted, unread } = chooseWorks(files)
  if (wanted.length === 0 && gone.length === 0) throw new CommandError('There is nothing to read in what was named.')
  const reader = new ReadingDesk({ entry: beside('../reading/reading-thread.ts'), cmaps: beside('../../node_modules/pdfjs-dist/cmaps/') })
  const facts = new FactsDesk(beside('../archive/facts-thread.ts'))
  const batch = new Batch({ archive, reader, facts, reportBug: (error) => progress.note(String(error)) }, [
    ...unread,
    ...gone.map((path) => ({ path, why: 'missing' as const })),
  ])
  try {
    for (const [done, index] of wanted.entries()) {
      signal.throwIfAborted()
      const file = files[index]
      if (file) await batch.add(file, signal)
      progress.update(`${done + 1}/${wanted.length}`)
    }
    return batch.finish()
  } finally {
    batch.giveUp()
    await Promise.all([reader.close(), facts.close()])
  }
}

export const archiveList = defineCommand({
  details:
    'Every work with its date, 字数, where it came from and whether it is learnt from (+ or -), and the lessons that are. Works while the studio is open.',
  options: { workspace },
  run: ({ options, output }) =>
    withArchive(options.workspace, false, async (archive, learning) => {
      const works = archive.read((all) => all.all()).map(workOf)
      const lines = works.map(({ title, file, words, excluded, written }) =>
        [excluded ? '-' : '+', written ?? '          ', String(words).padStart(7), title, `(${file})`].join('  '),
      )
      const lessons = learning.lessons.learnt().map(({ id, title, course }) => ({ id, title, course: course.title }))
      const ofCourses = lessons.map(({ title, course }) => `+  lesson  ${title}  (${course})`)
      const total = `${works.length} works, ${works.reduce((sum, { words }) => sum + words, 0)} 字${lessons.length > 0 ? `, and ${lessons.length} lessons` : ''}.`
      output({ works, lessons }, [...lines, ...ofCourses, total].join('\n'))
    }),
})

export const archiveCheck = defineCommand({
  details:
    'What would be learnt: how much, what is masked, what is nearly the same, what is held out, and whether it is enough. Works while the studio is open. Ends with 0 also where that is too little: with --json it stands under `enough`.',
  options: { workspace },
  run: ({ options, output, signal }) =>
    withArchive(options.workspace, false, async (archive, learning) => {
      const learnt = await learning.works(signal)
      const damaged = learnt.filter((work) => work.read().text === '').map(({ title }) => title)
      const known = new Set(learnt.map(({ id }) => id))
      const kept = archive.read((all) => all.all()).filter(({ excluded }) => excluded === 0)
      const nothing = [...damaged, ...kept.filter(({ id }) => !known.has(id)).map(({ title }) => title)]
      const pairs = await learning.alike(signal)
      // One that is left out is like others all the same.
      const titleOf = (id: string) => learning.work(id)?.title ?? id
      const alike = pairs.map(({ left, right, ...shares }) => ({ left: titleOf(left), right: titleOf(right), ...shares }))
      const found = archiveState(archive, learning)
      const personal = maskedCounts(found.personal, learning.masks.masks, await masksInUse(archive, learning, signal))
      const state = { ...found, personal }
      const heldOut = learnt.filter(({ split }) => split === 'held-out').map(({ title }) => title)
      output(
        {
          learnt: state.learnt,
          enough: state.enough,
          personal: state.personal,
          pairs: state.pairs,
          duplicates: state.duplicates,
          alike,
          heldOut,
          damaged,
          nothing,
        },
        report(state, alike, heldOut, nothing),
      )
    }),
})

interface Alike {
  readonly left: string
  readonly right: string
  readonly alike: number
  readonly within: number
}

function report(state: ArchiveState, alike: readonly Alike[], heldOut: readonly string[], nothing: readonly string[]): string {
  const masked = PersonalKind.options.flatMap((kind) => (state.personal[kind] ? [`${kind} ${state.personal[kind]}`] : []))
  return [
    `${state.learnt.works} works, ${state.learnt.words} 字 are learnt from. ${heldOut.length === 0 && state.enough.kind === 'enough' ? '' : enoughText(state)}`.trimEnd(),
    masked.length === 0 ? 'No personal data was found.' : `Masked: ${masked.join(', ')}.`,
    ...(state.pairs > 0 ? [`${state.pairs} questions with their answers: the questions are read as context and not learnt.`] : []),
    ...(state.duplicates > 0 ? [`${state.duplicates} files were there already.`] : []),
    ...alike
      .slice(0, 50)
      .map(({ left, right, alike: share, within }) => `nearly the same: ${left} ~ ${right} (${percent(share)}; ${percent(within)} of the shorter)`),
    heldOutText(state, heldOut),
    ...nothing.map((title) => `nothing to learn: ${title}`),
  ].join('\n')
}

function heldOutText({ enough: { kind } }: ArchiveState, heldOut: readonly string[]): string {
  if (heldOut.length > 0) return `Held out: ${heldOut.join(', ')}.`
  return kind === 'enough' ? 'All works are versions of one: none can be held out, so that nothing is learnt. Add other works.' : 'Held out: nothing yet.'
}

const percent = (share: number) => `${Math.round(share * 100)} %`

function enoughText({ enough: { kind, have, need } }: ArchiveState): string {
  switch (kind) {
    case 'enough':
      return 'That is enough.'
    case 'language':
      return 'Most of it is not Chinese, which is all that counts.'
    case 'words':
    case 'works':
      return `That is too little: ${need.words} 字 in ${need.works} works are needed, and there are ${have.words} in ${have.works}.`
    default:
      return kind satisfies never
  }
}
