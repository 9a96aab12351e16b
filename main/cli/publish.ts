/** `moke publish`: a course as the files that platforms and readers take, with a report of what changes, is lost or would be refused. */
import { rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type CommandContext, CommandError, defineCommand } from '#engine/cli/command.ts'
import { coverPlaces, coverTemplates } from '#main/publishing/covers/cover.ts'
import { lessonsOf, type PublishedCourse } from '#main/publishing/desk/course.ts'
import { exportCourse } from '#main/publishing/desk/export-course.ts'
import { untoldAside } from '#main/publishing/desk/export-folder.ts'
import { ForeignFileError } from '#main/publishing/desk/folder-outcome.ts'
import { asideOf } from '#main/publishing/desk/in-the-way.ts'
import type { Finding } from '#main/publishing/desk/finding.ts'
import type { Materials } from '#main/publishing/desk/target.ts'
import { KNOWN_FILES, keepKnownFilesIn } from '#main/publishing/desk/known-files.ts'
import { KEPT_FORMULAS, keepFormulasIn } from '#main/publishing/formulas/kept-formulas.ts'
import { KEPT_PICTURES, keptCovers, keptPictures } from '#main/publishing/pictures/kept-pictures.ts'
import { PictureDesk } from '#main/publishing/pictures/picture-desk.ts'
import { besideFolder, formerName, ownFolders } from '#main/publishing/course-folder.ts'
import { factsOf, givenTo, optionsOf, type TargetId, targetIds } from '#main/publishing/facts.ts'
import { type SettingsNow, settingsNow } from '#main/publishing/settings-now.ts'
import { settledLessonsIn } from '#main/publishing/settled-lessons.ts'
import { coursesAtAGlance } from '#main/store/glance.ts'
import { temporaryPlace, tidyTemporary } from '#main/store/scratch.ts'
import { imageBytesIn, knownImagesIn, publishedImages } from '#main/services/published-course.ts'
import type { Workspace } from '#main/services/open-workspace.ts'
import { PublishingLedger } from '#main/services/publishing-ledger.ts'
import { type Came, notedOf, versionsOf } from '#main/services/publishing-noted.ts'
import { AUTHOR, TargetSettings } from '#main/services/publishing-settings.ts'
import { CourseSource } from '#main/services/publishing-source.ts'
import { defaultWorkspaceFolder } from '#main/services/places.ts'
import { keepSettings } from '#main/services/settings.ts'
import type { ExportRow } from '#main/store/ledger.ts'
import { isPictureGone } from '#preload/contract/finding-sentences.ts'
import { InTheWay } from '#preload/contract/ledger.ts'
import type { OptionValues } from '#preload/contract/targets.ts'
import type { Refused } from '#preload/contract/intake.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { FileLoss } from '#preload/contract/interchange.ts'
import { coverGiven, type CoverNamed } from './cover-given.ts'
import { findingLine, findingSentence, strictSentence, toldOnce } from './finding-lines.ts'
import { lossLines, refusedLines } from './loss-lines.ts'
import { targetCalled } from './named-target.ts'
import { isLibrary, places, withWorkspace } from './opened.ts'
import { asSentence, formerSentence, lastSentence, movedSentence, noCourse, noTarget } from './publish-problems.ts'
import { publishedFolder } from './published-folder.ts'
import { bothSentence, isBare, isOnlyExports, keepOutOfLibrary, keepOutOfTexts, unseenSentence } from './publish-places.ts'
import { settingRows, settingsGiven, type SettingsNamed } from './settings-given.ts'
import { languageOf } from './spoken.ts'

interface Published {
  readonly target: TargetId
  readonly folder: string
  /** Whether the library's ledger knows of it; null: it is of no library. */
  readonly isNoted: boolean | null
  readonly written: number
  readonly kept: number
  /** Files of the author's that were left in the place of some. */
  readonly theirs: number
  readonly removed: number
  /** The folder that holds now what lay in the way; null where nothing was moved. */
  readonly aside: string | null
  /** All that was moved an export wrote. */
  readonly isAsideOurs?: boolean
  /** `said`: the sentence that its kind stands for. */
  readonly findings: readonly (Finding & { readonly said: string })[]
}

/** A target that was not written, and why. */
interface Failed {
  readonly target: TargetId
  readonly folder: string
  /** The folder that holds now what lay in the way; null where nothing was moved. */
  readonly aside: string | null
  readonly said: string
}

export const publish = defineCommand({
  details:
    'Writes into DIR/COURSE a folder for each target, named as the studio calls it (知乎, EPUB 电子书), and of it only what changed since the last time; what is not from an export is never touched, unless --changed says what to do with it. A folder that is not whole says so. What changes on the way, is lost or would be refused stands below its target: in Chinese where the system speaks Chinese (LANG), with a code for each kind under --json. Nothing is uploaded. Works while the studio is open.\n\nFor instance: moke publish 家常菜 --to zhihu,epub --out ~/出版',
  operands: { value: 'COURSE', help: 'The title or id of a course, or a folder of Markdown files (./NAME where a course is called so too).', count: 'one' },
  options: {
    to: { type: 'string', value: 'TARGETS', help: `Where to, with commas between: ${targetIds.join(', ')}.`, required: true },
    out: { type: 'string', value: 'DIR', help: 'The folder to write into.', required: true },
    cover: {
      type: 'string',
      value: 'TEMPLATE',
      help: `A cover for all targets that have one: ${[...coverTemplates, 'none'].join(', ')}; each target’s own choice if left out.`,
      default: '',
    },
    'cover-picture': { type: 'string', value: 'FILE', help: 'Your own picture on the covers.', default: '' },
    'cover-picture-as': {
      type: 'string',
      value: 'PLACE',
      help: 'Where that picture is: behind the title, in a place of its own, or as the whole cover.',
      choices: coverPlaces,
      default: 'background',
    },
    series: { type: 'string', value: 'NAME', help: 'What stands above the title on covers.', default: '' },
    set: {
      type: 'string',
      value: 'TARGET.NAME=VALUE',
      multiple: true,
      help: 'What a target is set to; of a course of the library in the place of what is set there, for this once. All there are stand below. LESSON is the title of one, or which of the course it is: 3.',
    },
    producer: { type: 'string', value: 'NAME', help: 'Who the label of what a model wrote names; the author if left out.', default: '' },
    author: {
      type: 'string',
      value: 'NAME',
      help: 'Who wrote it; the author that the studio knows if left out, and of a Markdown export whom its index names.',
      default: '',
    },
    title: {
      type: 'string',
      value: 'TEXT',
      help: 'What a folder of Markdown is called as a course; the folder’s name if left out, and of a Markdown export what that course was called.',
      default: '',
    },
    changed: {
      type: 'string',
      value: 'HOW',
      help: 'What to do with files there that were changed by hand, or that no export wrote: stop (before what they belong to; the rest is written), keep (they stay, and the report names them), replace (they are moved into a folder beside, then written anew), beside (a new folder is begun).',
      default: 'stop',
    },
    strict: {
      type: 'boolean',
      help: 'End with status 1 where a platform would refuse something, a lesson that goes to one has no name of its own yet, or a picture is missing, damaged or was not brought in. The files are written all the same, and the report says what to mend.',
      default: false,
    },
    workspace: places.workspace,
  },
  lists: [{ title: 'Settings of targets (--set)', rows: settingRows(targetIds) }],
  run: async (context) => {
    const { options, operands } = context
    const targets = targetsOf(options.to)
    inTheWayFrom(options.changed)
    const set = settingsGiven(options.set, targets)
    const named = operands[0] ?? ''
    await tidyTemporary()
    keepOutOfLibrary(options.out, options.workspace ?? defaultWorkspaceFolder())
    if (statSync(named, { throwIfNoEntry: false })?.isDirectory()) {
      // An export lies in a folder of its course's name: what is called by that name is the course still.
      const note = (text: string): void => context.progress.note(text)
      const isCourse = options.title === '' && (await isCourseToo(named, options.workspace ?? defaultWorkspaceFolder(), note))
      if (!isCourse) return publishFolder(context, named, targets, set)
    }
    if (options.title !== '') throw new CommandError('--title is for folders of Markdown: a course of the library has its title there.')
    await withWorkspace({ workspace: options.workspace, backups: undefined }, async ({ workspace, folder }) => {
      const settings = new TargetSettings(workspace, () => keepSettings(workspace).get().pace)
      const source = new CourseSource(workspace, folder, (course) => settings.coverPictures(course))
      const { id } = courseNamed(workspace, folder, named)
      const { task, versions } = await source.take(id, options.author || settings.name(AUTHOR), context.signal)
      const materials = await publishedImages(task.course, imageBytesIn(folder), context.signal, knownImagesIn(folder))
      const ledger = new PublishingLedger({
        workspace,
        course: (course) => source.course(course),
        revisions: () => source.revisions(),
        optionsOf: (course, target) => settings.shown(course, target),
        settingsOf: (...given) => settings.now(...given),
      })
      await write(context, {
        id,
        course: task.course,
        materials,
        targets,
        set,
        refused: [],
        losses: [],
        made: join(folder, KEPT_PICTURES),
        optionsFor: (target, over) => settings.forTarget(id, target, ledger.addresses(target), over),
        // A studio that has the library open is the only one that writes to it.
        note: async (row, lessons, given) => {
          if (!workspace.isWritable()) return false
          await ledger.note({ ...row, course: id, settings: given.kept(null) }, versionsOf(lessons, versions, given))
          return true
        },
      })
    })
  },
})

function inTheWayFrom(named: string): InTheWay {
  const known = InTheWay.safeParse(named)
  if (!known.success) throw new CommandError(`There is no --changed ${JSON.stringify(named)}; there are ${InTheWay.options.join(', ')}.`)
  return known.data
}

function targetsOf(named: string): TargetId[] {
  const ids = named.split(/[,，\s]+/).filter(Boolean)
  const targets = ids.map(targetCalled)
  const unknown = ids.find((_, at) => targets[at] === undefined)
  if (unknown !== undefined || ids.length === 0) throw new CommandError(noTarget(unknown))
  return [...new Set(targets.filter((target) => target !== undefined))]
}

/** Whether a course of the library is called as a folder here is, told where both are, or where nobody sees. The library stays as it is. */
async function isCourseToo(named: string, library: string, note: (text: string) => void): Promise<boolean> {
  if (!isBare(named) || !isLibrary(library)) return false
  const courses = await coursesAtAGlance(library)
  const isCourse = courses?.some((course) => isCalled(course, named)) ?? false
  if (courses === null) note(unseenSentence(named, library))
  // The folder that an earlier run wrote leaves no choice.
  if (isCourse && !isOnlyExports(named)) note(bothSentence(named))
  return isCourse
}

function isCalled({ id, title }: { readonly id: string; readonly title: string }, named: string): boolean {
  return id === named || title === named
}

function coursesNamed(workspace: Workspace, named: string) {
  return workspace.read((store) => store.tree()).filter((course) => isCalled(course, named))
}

/** `folder`: of the library, told where nothing in it is called so. */
function courseNamed(workspace: Workspace, folder: string, named: string) {
  const found = coursesNamed(workspace, named)
  const [course] = found
  if (!course) {
    const titles = workspace.read((store) => store.tree()).map(({ title }) => title)
    throw new CommandError(noCourse(named, folder, titles))
  }
  if (found.length > 1)
    throw new CommandError(`${found.length} courses are called ${JSON.stringify(named)}; name one by its id: ${found.map(({ id }) => id).join(', ')}.`)
  return course
}

interface WritingOptions extends CoverNamed {
  readonly out: string
  readonly producer: string
  readonly changed: string
  readonly strict: boolean
}

type Context = Pick<CommandContext<WritingOptions>, 'options' | 'output' | 'json' | 'progress' | 'signal'>

async function publishFolder(
  context: Context & { readonly options: { author: string; title: string } },
  named: string,
  targets: readonly TargetId[],
  set: SettingsNamed,
) {
  const { options, signal } = context
  const { id, course, bytesOf, refused, losses, findings } = await publishedFolder(named, options, signal)
  const ownFor = ownFolders(resolve(options.out), { id, title: course.title })
  for (const target of targets) keepOutOfTexts(await ownFor(target, null), named)
  const materials = await publishedImages(course, bytesOf)
  const made = temporaryPlace()
  try {
    const optionsFor: Writing['optionsFor'] = (target, over) => givenTo(target, over(optionsOf(target, {})), {})
    await write(context, { id, course, materials, targets, set, refused, losses, findings, made, optionsFor })
  } finally {
    rmSync(made, { recursive: true, force: true })
  }
}

interface Writing {
  readonly id: string
  readonly course: PublishedCourse
  readonly materials: Materials
  readonly targets: readonly TargetId[]
  readonly set: SettingsNamed
  /** Files that are not in the course, and what those that are hold that a lesson can't. */
  readonly refused: readonly Refused[]
  readonly losses: readonly FileLoss[]
  /** What was found in its files, whichever target they go to. */
  readonly findings?: readonly Finding[]
  /** Where pictures that are made anew are kept. */
  readonly made: string
  /** What a target is set to, but for what is named (`over`). */
  readonly optionsFor: (target: TargetId, over: (options: OptionValues) => OptionValues) => object
  /** Notes an export in the ledger of the library, with the lessons that went out; whether it could. */
  readonly note?: (row: Omit<ExportRow, 'id' | 'at' | 'course'>, lessons: readonly string[], settings: SettingsNow) => Promise<boolean>
}

async function write(
  { options, output, json, progress, signal }: Context,
  { id, course, targets, set: named, refused, losses, findings: found = [], made, optionsFor, note, materials: own }: Writing,
): Promise<void> {
  const set = named.of(course)
  const given = await coverGiven(options)
  const materials = given.with(own)
  const settledFor = (target: TargetId): object => {
    const cover = set.cover(target, given.cover)
    const chosen = { ...(options.producer === '' ? {} : { producer: options.producer }), ...(cover === null ? {} : { cover }) }
    return { ...optionsFor(target, (shown) => set.over(target, shown)), ...chosen }
  }
  const changed = inTheWayFrom(options.changed)
  const done: Published[] = []
  const failed: Failed[] = []
  const desk = new PictureDesk({ nodePath: process.execPath, entry: fileURLToPath(new URL('../publishing/pictures/picture-process.ts', import.meta.url)) })
  try {
    const [convert, draw] = [keptPictures(desk, made), keptCovers(desk, made)]
    keepFormulasIn(join(made, KEPT_FORMULAS))
    keepKnownFilesIn(join(made, KNOWN_FILES))
    const ownFor = ownFolders(resolve(options.out), { id, title: course.title })
    const lessons = lessonsOf(course).map((lesson) => lesson.id)
    for (const target of targets) {
      const own = await ownFor(target, null)
      const folder = changed === 'beside' ? besideFolder(own) : own
      const onProgress = (part: number, total: number): void => progress.update(`${target} ${part}/${total}`)
      const inTheWay = changed === 'beside' ? ('stop' as const) : changed
      const settled = settledFor(target)
      const lacksPictures = found.some(isPictureGone)
      const task = { target, id, course, lacksPictures, lessons: null, options: settled, materials, convert, draw, folder, inTheWay, signal, onProgress }
      // What the disk says of a place where nothing can lie, the export meets itself.
      const yours = await asideOf(folder).catch(() => null)
      const now = settingsNow(target, { given: settled, author: course.author, course, ...settledLessonsIn(course) })
      const noting = async (came: Came): Promise<boolean | null> => {
        const noted = notedOf({ title: course.title, target, folder, isWhole: true }, lessons, came)
        return (noted && (await note?.(noted.row, noted.lessons, now).catch(asUnnoted))) ?? null
      }
      const outcome = await exportCourse(task)
        .catch(async (error: unknown) => {
          // Lessons that nothing stopped went out all the same.
          if (error instanceof ForeignFileError) await noting(error)
          throw error
        })
        .catch(asSentence(folder, languageOf(), yours))
        .catch(asOutcome)
      if (outcome instanceof CommandError) {
        // The others go on, as in the window.
        const aside = await untoldAside(folder, target, id)
        const said = aside === null ? outcome.message : [outcome.message, movedSentence(aside)].join(languageOf() === 'zh' ? '' : ' ')
        failed.push({ target, folder, aside, said })
        continue
      }
      const isNoted = await noting(outcome)
      const published = {
        target,
        folder,
        isNoted,
        ...outcome,
        findings: toldOnce(found, outcome.findings).map((finding) => ({ ...finding, said: findingSentence(finding) })),
      }
      done.push(published)
      // Whoever stops it, or whose next target fails, has read of this one.
      if (!json) output(published, reportLines(published, course).join('\n'))
    }
  } finally {
    desk.close()
  }
  const lines = [...refusedLines(refused), ...lossLines(losses, languageOf(), true)]
  output({ course: course.title, targets: done, failed, leftOut: refused, losses }, lines.length === 0 ? undefined : lines.join('\n'))
  failIfAny(failed, targets.length)
  if (options.strict) failIfRefused(done)
}

/** The files are there, though the library has no room for what became of them. */
function asUnnoted(error: unknown): false {
  if (error instanceof Problem) return false
  throw error
}

function asOutcome(error: unknown): CommandError {
  if (error instanceof CommandError) return error
  throw error
}

/** Throws CommandError. */
function failIfAny(failed: readonly Failed[], count: number): void {
  const nameOf = (target: TargetId): string => (languageOf() === 'zh' ? `${factsOf(target).name['zh-CN']}：` : `${target}: `)
  if (failed.length > 0) throw new CommandError(failed.map(({ target, said }) => (count === 1 ? said : nameOf(target) + said)).join('\n'))
}

/** Throws CommandError. */
function failIfRefused(done: readonly Published[]): void {
  const nameOf = (target: TargetId): string => (languageOf() === 'zh' ? factsOf(target).name['zh-CN'] : target)
  const said = strictSentence(done.map(({ target, findings }) => ({ name: nameOf(target), findings })))
  if (said !== '') throw new CommandError(said)
}

function reportLines(
  { target, folder, isNoted, written, kept, theirs, removed, aside, isAsideOurs, findings }: Published,
  { title, chapters }: PublishedCourse,
): string[] {
  const titles = new Map(chapters.flatMap(({ lessons }) => lessons.map(({ id, title }) => [id, title])))
  const said = findings.map((finding) => `  ${findingLine(finding, (id) => titles.get(id) ?? null)}`)
  const former = formerName(folder, title)
  const moved = [
    ...(former === null ? [] : [`  ${formerSentence(former)}`]),
    ...(aside === null ? [] : [`  ${isAsideOurs ? lastSentence(aside) : movedSentence(aside)}`]),
  ]
  if (languageOf() === 'zh') {
    const counts = [
      `写了 ${written} 个文件`,
      `${kept} 个没变`,
      ...(theirs > 0 ? [`${theirs} 个是你自己的，没有动`] : []),
      ...(removed > 0 ? [`去掉 ${removed} 个`] : []),
    ].join('，')
    const unnoted = isNoted === false ? ['  没有记进导出记录：写作台正开着这个资料库，或者它这会儿写不了'] : []
    return [`${factsOf(target).name['zh-CN']}：${counts}，在 ${folder}`, ...moved, ...unnoted, ...said]
  }
  const counts = [
    `${written} written`,
    `${kept} unchanged`,
    ...(theirs > 0 ? [`${theirs} of your own left as ${theirs === 1 ? 'it is' : 'they are'}`] : []),
    ...(removed > 0 ? [`${removed} removed`] : []),
  ].join(', ')
  const unnoted = isNoted === false ? ['  not in the list of exports: the library is open in the studio, or can’t be written just now'] : []
  return [`${target}: ${counts}, in ${folder}`, ...moved, ...unnoted, ...said]
}
