/** The publishing desk as the contract has it. What takes long goes on in threads; an export, whatever pages come and go. */
import { join } from 'node:path'
import type { Emit, Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { publishing, PublishingState } from '#preload/contract/publishing.ts'
import { webAddress } from '#preload/contract/web-address.ts'
import type { TargetFinding } from '#preload/contract/findings.ts'
import { CourseId } from '#preload/contract/library.ts'
import { factsOf, isTarget, type TargetId, targetIds } from '#main/publishing/facts.ts'
import { KEPT_PICTURES } from '#main/publishing/pictures/kept-pictures.ts'
import { settledLessonsIn } from '#main/publishing/settled-lessons.ts'
import { atMostEvery } from './at-most-every.ts'
import type { Leases } from './leases.ts'
import type { Workspace } from './open-workspace.ts'
import { KeptExport } from './publishing-broken.ts'
import { PublishingDesk } from './publishing-desk.ts'
import { downloaded } from './publishing-download.ts'
import { PublishingFolder } from './publishing-folder.ts'
import { listOf } from './publishing-folder-now.ts'
import { PublishingLedger } from './publishing-ledger.ts'
import { mendHandlers } from './publishing-mends.ts'
import { PublishingRun } from './publishing-run.ts'
import { AUTHOR, PRODUCER, TargetSettings } from './publishing-settings.ts'
import { CourseSource, picturesIn } from './publishing-source.ts'
import { Telling, told } from './told-work.ts'
import type { OutVersion } from '#main/store/ledger.ts'
import { whenWritable } from './when-writable.ts'
import { mustBeWritable } from './workspace-options.ts'

export interface PublishingOptions {
  readonly workspace: Workspace
  readonly leases: Pick<Leases, 'isEdited'>
  /** The author's folder, and where exports go until they choose. */
  readonly folder: string
  readonly defaultFolder: string
  /** The files of the publishing thread, and of the process that makes pictures anew; a plain Node for that. */
  readonly thread: string
  readonly pictures: string
  readonly nodePath: string
  /** 字 a minute, as the author speaks. */
  readonly pace: () => number
  readonly pickFolder?: (() => Promise<string | null>) | undefined
  /** Shows where a file lies, in a window of the system. */
  readonly showFile?: ((path: string) => void) | undefined
  readonly emit: Emit<typeof publishing>
  readonly reportBug: (error: unknown, where: string) => unknown
}

export interface Publishing {
  readonly handlers: Handlers<typeof publishing>
  dispose(): Promise<void>
}

const recordedEveryMs = 500

export function publishingService(options: PublishingOptions): Publishing {
  const { workspace, folder, emit, reportBug } = options
  const place = new PublishingFolder(options)
  const desk = new PublishingDesk(options.thread, { nodePath: options.nodePath, pictures: options.pictures, made: join(folder, KEPT_PICTURES) })
  const set = new TargetSettings(workspace, options.pace)
  const source = new CourseSource(workspace, folder, (course) => set.coverPictures(course))
  const ledger = new PublishingLedger({
    workspace,
    course: (id) => source.course(id),
    revisions: () => source.revisions(),
    optionsOf: (course, target) => set.shown(course, target),
    settingsOf: (...given) => set.now(...given),
  })
  const recorded = (course: string) => emit('recorded', { course: CourseId.parse(course) })
  const run = new PublishingRun({
    source,
    desk,
    kept: new KeptExport(folder),
    author: () => set.name(AUTHOR),
    folder: () => place.state().folder,
    options: (course, target) => set.forTarget(course, target, ledger.addresses(target)),
    settings: (course, target) => set.now(course, target, settledLessonsIn(course), ledger.addresses(target)),
    note: (row, lessons) => ledger.note(row, lessons),
    changed: (often) => (often ? telling.tellSometimes() : telling.tell()),
    recorded: recordedSoon(recorded),
    reportBug,
  })
  const state = (): PublishingState => ({ author: set.name(AUTHOR), producer: set.name(PRODUCER), ...place.state(), run: run.state() })
  const telling = new Telling(state, (now) => emit('changed', now))
  whenWritable(workspace, folder, () => run.restore())
  return {
    dispose: async () => {
      await run.close()
      await desk.close()
    },
    handlers: {
      targets: () => targetIds.map(factsOf),
      state,
      ...placeHandlers(options, place, set, { state, telling }),
      overview: ({ course }, { signal }) => ledger.overview(course, signal),
      setOptions: ({ course, target, options: given }) => set.change(course, known(target), given),
      ...lookHandlers({ source, desk, set, ledger, recorded }),
      ...mendHandlers(options),
      ...runHandlers(workspace, run, state),
      download: ({ id }, { signal }) => downloaded(ledger.record(id), signal),
      reveal: async ({ id }) => {
        if (!options.showFile) throw new Problem('unavailable', 'this host has no window of files')
        options.showFile(await listOf(ledger.record(id)))
        return {}
      },
      mark: async ({ course, lessons, target, address, isAddressOnly }, { signal }) => {
        mustBeWritable(workspace)
        if (isAddressOnly) ledger.readdress(lessons?.[0] ?? course, known(target), addressFrom(address))
        else await ledger.mark(course, lessons, known(target), addressFrom(address), signal)
        recorded(course)
        return {}
      },
      unmark: ({ course, lessons, target }) => {
        mustBeWritable(workspace)
        const id = ledger.unmark(course, lessons, known(target))
        recorded(course)
        return { id }
      },
      remark: ({ id }) => {
        mustBeWritable(workspace)
        recorded(ledger.remark(id))
        return {}
      },
      history: ({ course, from, count }) => ledger.history(course, from, count),
    },
  }
}

/** Nine targets may be over within a second, and each time pages ask how all of them stand. */
function recordedSoon(recorded: (course: string) => void): (course: string) => void {
  const exported = new Set<string>()
  const { soon } = atMostEvery(
    recordedEveryMs,
    () => {
      for (const course of exported) recorded(course)
      exported.clear()
    },
    { isPrompt: true },
  )
  return (course) => {
    exported.add(course)
    soon()
  }
}

type PlaceHandlers = Pick<Handlers<typeof publishing>, 'name' | 'choose' | 'pick'>

function placeHandlers(
  { workspace, pickFolder }: PublishingOptions,
  place: PublishingFolder,
  set: TargetSettings,
  { state, telling }: { readonly state: () => PublishingState; readonly telling: Telling<PublishingState> },
): PlaceHandlers {
  const picked = new Set<string>()
  const told = (): PublishingState => {
    telling.tell()
    return state()
  }
  return {
    name: ({ author, producer }) => {
      mustBeWritable(workspace)
      set.setNames({ ...(author === undefined ? {} : { [AUTHOR]: author }), ...(producer === undefined ? {} : { [PRODUCER]: producer }) })
      return told()
    },
    choose: ({ folder }) => {
      place.choose(folder, folder !== null && picked.has(folder))
      return told()
    },
    pick: async () => {
      if (!pickFolder) throw new Problem('unavailable', 'this host has no window for choosing')
      const chosen = await pickFolder()
      if (chosen !== null) picked.add(chosen)
      return { folder: chosen }
    },
  }
}

type RunHandlers = Pick<Handlers<typeof publishing>, 'start' | 'cancel' | 'dismiss'>

function runHandlers(workspace: Workspace, run: PublishingRun, state: () => PublishingState): RunHandlers {
  return {
    start: (asked) => {
      mustBeWritable(workspace)
      run.start({ ...asked, targets: asked.targets.map(known) })
      return state()
    },
    cancel: async () => {
      await run.cancel()
      return state()
    },
    dismiss: () => {
      mustBeWritable(workspace)
      run.dismiss()
      return state()
    },
  }
}

interface Looking {
  readonly source: CourseSource
  readonly desk: PublishingDesk
  readonly set: TargetSettings
  readonly ledger: PublishingLedger
  recorded(course: string): void
}

type LookHandlers = Pick<Handlers<typeof publishing>, 'check' | 'preview' | 'copy' | 'noteCopied' | 'steps' | 'pictures'>

function lookHandlers({ source, desk, set, ledger, recorded }: Looking): LookHandlers {
  // What was copied last, until the page says that the clipboard took it.
  const answered = new Map<string, OutVersion>()
  const optionsFor = (course: string, target: TargetId): object => set.forTarget(course, target, ledger.addresses(target))
  return {
    check: async function* ({ course, lessons, targets, isGlance = false }, { signal }) {
      const { task } = await source.take(course, set.name(AUTHOR), signal)
      // Parts come faster than they are sent: none is lost on the way.
      const parts: { done: number; total: number; findings: TargetFinding[] }[] = []
      const totals = new Map<string, { done: number; total: number }>()
      const sum = (of: 'done' | 'total') => [...totals.values()].reduce((all, each) => all + each[of], 0)
      const work = async (tell: (progress: null) => void) => {
        for (const target of targets.map(known)) {
          await desk.check({ kind: 'check', target, options: optionsFor(course, target), lessons, isGlance }, task, signal, ({ done, total, findings }) => {
            totals.set(target, { done, total })
            // What is still to be asked counts as one part each, so that the whole is never done too early.
            parts.push({ done: sum('done'), total: sum('total') + targets.length - totals.size, findings: [...findings] })
            tell(null)
          })
        }
      }
      for await (const item of told(work)) {
        yield* parts.splice(0)
        if (item.result !== null) break
      }
      yield* parts.splice(0)
      yield { done: sum('total'), total: sum('total'), findings: [] }
    },
    pictures: async ({ course }, { signal }) => {
      const { task } = await source.take(course, set.name(AUTHOR), signal)
      return picturesIn(task.course).filter((id) => Object.hasOwn(task.images, id))
    },
    preview: async ({ course, lesson, target }, { signal }) => {
      const { task } = await source.take(course, set.name(AUTHOR), signal)
      const shown = await desk.preview({ kind: 'preview', target: known(target), lesson, options: optionsFor(course, known(target)) }, task, signal)
      return shown ?? missing(target, lesson)
    },
    copy: async ({ course, lesson, target }, { signal }) => {
      const { task, versions } = await source.take(course, set.name(AUTHOR), signal)
      const addresses = ledger.addresses(target)
      const settings = set.now({ ...task.course, id: course }, known(target), settledLessonsIn(task.course), addresses).kept(lesson)
      const copied = await desk.copy({ kind: 'copy', target: known(target), lesson, options: optionsFor(course, known(target)) }, task, signal)
      const version = versions.get(lesson)
      if (copied !== null && version) answered.set(`${target} ${lesson}`, { ...version, settings })
      return copied ?? missing(target, lesson)
    },
    noteCopied: ({ course, lesson, target }) => {
      const version = answered.get(`${target} ${lesson}`)
      if (version && ledger.noteCopied(lesson, known(target), version)) recorded(course)
      return {}
    },
    steps: async ({ course, lesson, target }, { signal }) => {
      const { task } = await source.take(course, set.name(AUTHOR), signal)
      return desk.steps({ kind: 'steps', target: known(target), lesson, options: optionsFor(course, known(target)) }, task, signal)
    },
  }
}

function missing(target: string, lesson: string): never {
  throw new Problem('not-found', `there is nothing of ${lesson} for ${target}`)
}

/** Throws `not-found`. */
function known(target: string): TargetId {
  if (!isTarget(target)) throw new Problem('not-found', `there is no target ${target}`)
  return target
}

/** Throws `invalid`. */
function addressFrom(written: string | null): string | null {
  const address = webAddress(written ?? '')
  if (address === undefined) throw new Problem('invalid', `${JSON.stringify(written)} is no address of the web`)
  return address
}
