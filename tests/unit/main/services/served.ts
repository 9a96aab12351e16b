/** Every service over a real workspace in a temporary folder, as one page would ask them. */
import { basename, join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { FactsDesk } from '#main/archive/facts-desk.ts'
import { archiveService, type ArchiveServiceOptions } from '#main/services/archive.ts'
import { ReadingDesk } from '#main/reading/reading-desk.ts'
import { daysService } from '#main/services/days.ts'
import type { WhyPorts } from '#main/services/explaining.ts'
import { editorLeases } from '#main/services/leases.ts'
import { backupsService, type BackupsServiceOptions } from '#main/services/backups-service.ts'
import { imagesService } from '#main/services/images.ts'
import { interchangeService } from '#main/services/interchange.ts'
import { lessonsService } from '#main/services/lessons.ts'
import { libraryService } from '#main/services/library.ts'
import { openWorkspace, type Workspace } from '#main/services/open-workspace.ts'
import type { WorkspaceOptions } from '#main/services/workspace-options.ts'
import { publishingService } from '#main/services/publishing.ts'
import { searchService } from '#main/services/search.ts'
import { keepSettings, settingsService } from '#main/services/settings.ts'
import { studioService } from '#main/services/studio.ts'
import { suggestionsService } from '#main/services/suggestions.ts'
import { workspaceService } from '#main/services/workspace.ts'
import { archive } from '#preload/contract/archive.ts'
import { backups } from '#preload/contract/backups.ts'
import { images } from '#preload/contract/images.ts'
import { interchange } from '#preload/contract/interchange.ts'
import { lessons } from '#preload/contract/lessons.ts'
import type { EnginePreparation, EngineQuestion } from '#preload/contract/engine.ts'
import { LessonId, library } from '#preload/contract/library.ts'
import type { Client, Emit, Service } from '#preload/contract/member.ts'
import { publishing } from '#preload/contract/publishing.ts'
import { search } from '#preload/contract/search.ts'
import { settings } from '#preload/contract/settings.ts'
import { studio } from '#preload/contract/studio.ts'
import type { Suggestion } from '#preload/contract/suggestions.ts'
import { suggestions } from '#preload/contract/suggestions.ts'
import { workspace } from '#preload/contract/workspace.ts'
import { days } from '#preload/contract/days.ts'
import { connect } from '#preload/wire/connect.ts'
import { portPair } from '#preload/wire/port.ts'
import { implement, serve, type Implementations, type Served } from '#preload/wire/serve.ts'
import { temporaryFolder } from '../store/temporary.ts'

export interface Page {
  readonly name: string
  readonly client: <S extends Service>(service: S) => Client<S>
  /** Every push that came, as `service.member`. */
  readonly pushed: string[]
}

export interface ServedOptions extends Partial<WorkspaceOptions> {
  readonly model?: string | null
  readonly complete?: (question: EngineQuestion, signal: AbortSignal) => AsyncIterable<Suggestion>
  readonly prepare?: (preparation: EnginePreparation, signal: AbortSignal) => Promise<void>
  readonly why?: WhyPorts['tokens']
  readonly today?: () => Date
  readonly backupFolder?: string
  /** Threads that read works; of its own if left out. Neither starts before it is asked. */
  readonly desks?: ReturnType<typeof worksDesks>
  /** Another process than the one that makes pictures anew and typesets. */
  readonly pictureProcess?: string
  /** The system's windows for choosing. */
  readonly hostWindows?: Pick<BackupsServiceOptions, 'pickFolder' | 'pickPlace' | 'rhythm'>
}

/** The threads that read works, from their sources. */
export function worksDesks(): Pick<ArchiveServiceOptions, 'reader' | 'facts'> {
  return {
    reader: new ReadingDesk({ entry: resolve('main', 'reading', 'reading-thread.ts'), cmaps: `${resolve('node_modules', 'pdfjs-dist', 'cmaps')}/` }),
    facts: new FactsDesk(resolve('main', 'archive', 'facts-thread.ts')),
  }
}

/** Opens a workspace and serves it; `page` connects over the wire, validation included. */
export async function served({
  model = 'starter',
  complete = noSuggestions,
  prepare = async () => undefined,
  why = async function* () {},
  today,
  backupFolder = temporaryFolder(),
  hostWindows,
  pictureProcess = resolve('main', 'publishing', 'pictures', 'picture-process.ts'),
  desks = worksDesks(),
  ...options
}: ServedOptions = {}) {
  const folder = options.folder ?? temporaryFolder()
  const held: Workspace = await openWorkspace({ folder, ...options })
  onTestFinished(() => held.close())
  const pages = new Set<Served>()
  const emitFor =
    <S extends Service>(service: S): Emit<S> =>
    (member, value) => {
      for (const page of pages) page.push(service.name, String(member), value)
    }
  const faults: unknown[] = []
  const leases = editorLeases((lesson) => emitFor(lessons)('left', { lesson: LessonId.parse(lesson) }))
  const keeper = keepSettings(held)
  const pictures = imagesService({ workspace: held, folder })
  onTestFinished(() => pictures.dispose())
  const keeping = backupsService({
    workspace: held,
    folder,
    defaultFolder: backupFolder,
    version: '1.2.3',
    emit: emitFor(backups),
    replaced: () => leases.clear(),
    reportBug: (error) => faults.push(error),
    ...(options.now ? { now: options.now } : {}),
    ...hostWindows,
  })
  onTestFinished(() => keeping.dispose())
  const exchange = interchangeService({ workspace: held, folder, images: pictures, thread: resolve('main', 'interchange', 'markdown-thread.ts') })
  onTestFinished(() => exchange.dispose())
  const works = archiveService({
    workspace: held,
    folder,
    ...desks,
    emit: emitFor(archive),
    reportBug: (error) => faults.push(error),
    ...(options.now ? { now: options.now } : {}),
  })
  onTestFinished(() => works.dispose())
  const desk = publishingService({
    workspace: held,
    leases,
    folder,
    defaultFolder: join(folder, '..', `${basename(folder)}-exports`),
    thread: resolve('main', 'services', 'publishing-thread.ts'),
    pictures: pictureProcess,
    nodePath: process.execPath,
    pace: () => keeper.get().pace,
    emit: emitFor(publishing),
    reportBug: (error) => faults.push(error),
  })
  onTestFinished(() => desk.dispose())
  const implementations: Implementations = new Map<string, { service: Service; handlers: object }>([
    implement(library, libraryService({ workspace: held, emit: emitFor(library) })),
    implement(lessons, lessonsService({ workspace: held, leases, emit: emitFor(lessons) })),
    implement(images, pictures.handlers),
    implement(interchange, exchange.handlers),
    implement(archive, works.handlers),
    implement(search, searchService({ workspace: held, leases })),
    implement(backups, keeping.handlers),
    implement(publishing, desk.handlers),
    implement(settings, settingsService({ settings: keeper, emit: emitFor(settings) })),
    implement(
      suggestions,
      suggestionsService({
        workspace: held,
        emit: emitFor(suggestions),
        hasHabits: () => keeper.get().habits,
        model: () => model,
        complete,
        why: { tokens: why, like: (question, signal) => works.likenesses.like(question, signal) },
        prepare,
        ...(today ? { now: today } : {}),
      }),
    ),
    implement(days, daysService({ workspace: held, emit: emitFor(days), ...(today ? { now: today } : {}) })),
    implement(workspace, workspaceService({ workspace: held, emit: emitFor(workspace) })),
    implement(studio, studioService({ version: '1.2.3', host: 'browser', folder: '/courses', credits: '' })),
  ])
  const page = (name = 'page'): Page => {
    const [ours, theirs] = portPair()
    const pushed: string[] = []
    const end = serve(ours, implementations, {
      protocol: 1,
      admit: () => null,
      client: name,
      reportBug: (error) => {
        faults.push(error)
        return 'fault'
      },
    })
    pages.add({
      ...end,
      push: (service, member, value) => {
        pushed.push(`${service}.${member}`)
        end.push(service, member, value)
      },
    })
    const connection = connect(theirs, { protocol: 1, token: '' })
    return { name, client: (service) => connection.client(service), pushed }
  }
  return { folder, held, leases, keeper, pictures, exchange, works, keeping, page, faults }
}

async function* noSuggestions(): AsyncGenerator<Suggestion> {}

/** What a question is refused with. */
export async function problemOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error)
  }
  return 'none'
}
