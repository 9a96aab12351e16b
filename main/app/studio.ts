/**
 * Composes the studio: workspace, engine and services behind one set of implementations. Both hosts use
 * it, and it knows neither: no window, no socket.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { archive } from '#preload/contract/archive.ts'
import { images } from '#preload/contract/images.ts'
import { backups } from '#preload/contract/backups.ts'
import { days } from '#preload/contract/days.ts'
import { interchange } from '#preload/contract/interchange.ts'
import { lessons } from '#preload/contract/lessons.ts'
import { LessonId, library } from '#preload/contract/library.ts'
import type { Emit, Service } from '#preload/contract/member.ts'
import { models } from '#preload/contract/models.ts'
import { publishing } from '#preload/contract/publishing.ts'
import { search } from '#preload/contract/search.ts'
import { server } from '#preload/contract/server.ts'
import { settings } from '#preload/contract/settings.ts'
import { studio, type Command } from '#preload/contract/studio.ts'
import { suggestions } from '#preload/contract/suggestions.ts'
import { versions } from '#preload/contract/versions.ts'
import { voice } from '#preload/contract/voice.ts'
import { workspace } from '#preload/contract/workspace.ts'
import { implement, type Implementations } from '#preload/wire/serve.ts'
import { keepChoices } from '#main/services/choices.ts'
import { archiveService } from '#main/services/archive.ts'
import { FactsDesk } from '#main/archive/facts-desk.ts'
import { ReadingDesk } from '#main/reading/reading-desk.ts'
import { imagesService } from '#main/services/images.ts'
import { daysService } from '#main/services/days.ts'
import { interchangeService } from '#main/services/interchange.ts'
import { keepHouse } from '#main/services/housekeeping.ts'
import { editorLeases, type Leases } from '#main/services/leases.ts'
import { lessonsService } from '#main/services/lessons.ts'
import { libraryService } from '#main/services/library.ts'
import { type BackupsService, backupsService } from '#main/services/backups-service.ts'
import { openWorkspace, type Workspace } from '#main/services/open-workspace.ts'
import { keepPhrases } from '#main/services/phrases.ts'
import { searchService } from '#main/services/search.ts'
import { serverService } from '#main/services/server.ts'
import { settingsService } from '#main/services/settings.ts'
import { studioService } from '#main/services/studio.ts'
import { suggestionsService } from '#main/services/suggestions.ts'
import { versionsService } from '#main/services/versions.ts'
import { voiceService } from '#main/services/voice.ts'
import { workspaceService } from '#main/services/workspace.ts'
import { modelsService } from '#main/services/models.ts'
import { findImage, imageFolder, type ImageFile } from '#main/store/image-places.ts'
import { startProcesses } from './processes.ts'
import { startPublishing } from './publishing.ts'
import { defaultBackupFolder, sampleLanguage } from '#main/services/places.ts'
import { sampleTitles } from '#main/services/sample-course.ts'

export interface StudioOptions {
  /** The author's folder. */
  readonly folder: string
  /** Holds `resources/` and `dist/` (the repository, or what the package unpacks). */
  readonly root: string
  readonly host: 'electron' | 'browser'
  readonly version: string
  /** A plain Node executable for the engine, never Electron's own. */
  readonly nodePath: string
  /** Lets the author choose a model's file in a window of the system; absent where the host has none. */
  readonly pickModel?: () => Promise<string | null>
  /** The same for the folder of backups, for that of exports, and for where a packed library is put. */
  readonly pickFolder?: () => Promise<string | null>
  readonly pickExports?: () => Promise<string | null>
  readonly pickPlace?: (name: string) => Promise<string | null>
  /** Shows where a file lies, in a window of the system; absent where the host has none. */
  readonly showFile?: (path: string) => void
  /** Where backups are made until the author chooses; undefined: where the studio thinks best. */
  readonly backups?: string | undefined
  readonly reportBug: (error: unknown, where: string) => string
}

type PushListener = (service: string, member: string, value: unknown) => void

export interface Studio {
  readonly implementations: Implementations
  /** Hears everything that is pushed to pages. */
  onPush(listener: PushListener): () => void
  /** A page went away: what it held (a lesson it edited) is free again. */
  clientGone(client: string): void
  /** Where a picture lies; null where there is none. */
  image(id: string): (ImageFile & { readonly path: string }) | null
  /** A packed library that a page fetches, by its secret name; null where there is none. */
  outgoing(ticket: string): { readonly path: string; readonly name: string } | null
  /** A menu item of the desktop window was chosen. */
  command(command: Command): void
  /** Whether the workspace was made just now, where nothing was. */
  readonly isNewWorkspace: boolean
  /** Whether this studio, and no other process, has the workspace to itself. */
  holdsWorkspace(): boolean
  dispose(): Promise<void>
}

/** Opens the workspace, starts the engine and builds every service. A broken workspace or engine is a state, not an error. */
export async function createStudio(options: StudioOptions): Promise<Studio> {
  const { folder, root, reportBug } = options
  const listeners = new Set<PushListener>()
  const emitFor =
    <S extends Service>(service: S): Emit<S> =>
    (member, value) => {
      for (const listener of listeners) listener(service.name, String(member), value)
    }
  const resources = join(root, 'resources')
  const held = await openWorkspace({ folder, sample: { folder: join(resources, 'sample-course'), language: sampleLanguage() }, reportBug })
  const choices = keepChoices(held)
  const { settings: keeper, brought } = choices
  const leases = editorLeases((lesson) => emitFor(lessons)('left', { lesson: LessonId.parse(lesson) }))
  const pictures = imagesService({ workspace: held, folder })
  const keeping = keepSafe(options, held, leases, emitFor(backups))
  const exchange = interchangeService({ workspace: held, folder, images: pictures, thread: join(root, 'dist', 'main', 'markdown.cjs') })
  const built = join(root, 'dist', 'main')
  const reader = new ReadingDesk({ entry: join(built, 'reading.mjs'), cmaps: `${join(built, 'cmaps')}/` })
  const works = archiveService({ workspace: held, folder, reader, facts: new FactsDesk(join(built, 'facts.cjs')), emit: emitFor(archive), reportBug })
  const phrases = keepPhrases(held, keeper, works.learning)
  const processes = startProcesses(options, choices, phrases.sources)
  const { compute, completing, servers } = processes
  const templates = join(resources, 'bundle')
  const taught = voiceService({ workspace: held, folder, templates, reportBug, emit: emitFor(voice), ...works, ...processes })
  const desk = startPublishing(options, { workspace: held, leases, settings: keeper, emit: emitFor(publishing) })
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
        recall: phrases.recall,
        model: () => completing.state().model?.id ?? null,
        complete: (question, signal) => completing.complete(question, signal),
        why: { tokens: (shown, signal) => completing.why(shown, signal), like: (question, signal) => works.likenesses.like(question, signal) },
        prepare: (preparation, signal) => completing.prepare(preparation, signal),
      }),
    ),
    implement(models, modelsService({ compute, completing, brought, settings: keeper, pick: options.pickModel ?? null, emit: emitFor(models) })),
    implement(server, serverService({ ...servers, completing, isWritable: () => held.isWritable() })),
    implement(voice, taught.handlers),
    implement(versions, versionsService(held)),
    implement(days, daysService({ workspace: held, emit: emitFor(days) })),
    implement(workspace, workspaceService({ workspace: held, emit: emitFor(workspace) })),
    implement(studio, studioService({ version: options.version, host: options.host, folder: resolve(folder), credits: credits(resources) })),
  ])
  return {
    implementations,
    onPush: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    clientGone: (client) => {
      for (const each of [leases, pictures, keeping, exchange, works, taught]) each.clientGone(client)
    },
    outgoing: (ticket) => keeping.outgoing(ticket),
    image: (id) => findImage(imageFolder(folder), id),
    command: (command) => emitFor(studio)('command', command),
    isNewWorkspace: held.isNew(),
    holdsWorkspace: () => held.holds(),
    dispose: async () => {
      pictures.dispose()
      await Promise.all([keeping.dispose(), desk.dispose()])
      exchange.dispose()
      works.dispose()
      await Promise.all([taught.dispose(), compute.close(), servers.desk.close()])
      await held.close()
    },
  }
}

/** Backups, which another workspace in the present one's place does not stop. */
function keepSafe(options: StudioOptions, workspace: Workspace, leases: Leases, emit: Emit<typeof backups>): BackupsService {
  const { folder, version, pickFolder, pickPlace, reportBug, backups: chosen } = options
  // Ends with the workspace.
  keepHouse({ workspace, isEdited: (lesson) => leases.isEdited(lesson), reportBug })
  const replaced = () => leases.clear()
  const samples = () => sampleTitles(join(options.root, 'resources', 'sample-course'))
  const defaultFolder = chosen ?? defaultBackupFolder()
  return backupsService({ workspace, folder, version, defaultFolder, samples, replaced, emit, pickFolder, pickPlace, reportBug })
}

/** What must be credited, as the About page shows it. */
function credits(resources: string): string {
  const notice = join(resources, 'models', 'NOTICE.md')
  return existsSync(notice) ? readFileSync(notice, 'utf8') : ''
}
