/** What the host said last, each as a watched value, and how it is kept current over one connection. */
import type { WrittenDay } from '#preload/contract/days.ts'
import type { ArchiveState } from '#preload/contract/archive.ts'
import type { BackupsState } from '#preload/contract/backups.ts'
import type { LessonId, LibraryTree } from '#preload/contract/library.ts'
import type { EngineState } from '#preload/contract/models.ts'
import type { PublishingState } from '#preload/contract/publishing.ts'
import { initialSettings, type Settings } from '#preload/contract/settings.ts'
import type { About, Command } from '#preload/contract/studio.ts'
import type { ActiveAdapter } from '#preload/contract/adapters.ts'
import type { VoiceState } from '#preload/contract/voice.ts'
import type { WorkspaceState } from '#preload/contract/workspace.ts'
import type { Clients } from './clients.ts'
import type { SettingsWriter } from './settings.ts'
import { createValue } from './value.ts'

/** Makes the values, empty until a host has answered. */
export function createKnown() {
  return {
    /** Counts connections, 0 before the first. */
    session: createValue(0),
    settings: createValue<Settings>(initialSettings),
    tree: createValue<LibraryTree | null>(null),
    engine: createValue<EngineState | null>(null),
    workspace: createValue<WorkspaceState | null>(null),
    backups: createValue<BackupsState | null>(null),
    archive: createValue<ArchiveState | null>(null),
    voice: createValue<VoiceState | null>(null),
    adapters: createValue(0),
    sources: createValue(0),
    adapter: createValue<ActiveAdapter | null>(null),
    publishing: createValue<PublishingState | null>(null),
    recorded: createValue(0),
    about: createValue<About | null>(null),
    counted: createValue(0),
    written: createValue<WrittenDay | null>(null),
    taken: createListeners<LessonId>(),
    left: createListeners<LessonId>(),
    commands: createListeners<Command>(),
  }
}
export type Known = ReturnType<typeof createKnown>

/**
 * Reads everything there is. A broken workspace has no library to read. Each answer is kept the moment it
 * comes: what is pushed after it is newer, and kept until all were read it would take the newer one's place.
 */
export async function readAll(known: Known, from: Clients, writer: SettingsWriter): Promise<void> {
  await Promise.all([
    from.studio.about({}).then(known.about.set),
    from.models.state({}).then(known.engine.set),
    from.workspace.state({}).then(known.workspace.set),
    from.backups.state({}).then(known.backups.set),
    from.archive.state({}).then(known.archive.set),
    from.voice.state({}).then(known.voice.set),
    from.voice.active({}).then(known.adapter.set),
    from.publishing.state({}).then(known.publishing.set),
  ])
  if (known.workspace.get()?.phase !== 'broken') await readLibrary(known, from, writer)
}

async function readLibrary(known: Known, from: Clients, writer: SettingsWriter): Promise<void> {
  known.tree.set(await from.library.tree({}))
  known.written.set((await from.days.written({})).today)
  writer.connected(await from.settings.get({}), from.settings.set)
}

/** Listens to everything that a connection will tell until it closes. */
export function listen(known: Known, from: Clients, writer: SettingsWriter): void {
  from.library.changed(known.tree.set)
  from.days.changed(known.written.set)
  from.settings.changed(writer.receive)
  from.models.stateChanged(known.engine.set)
  from.suggestions.counted(() => known.counted.set(known.counted.get() + 1))
  from.lessons.taken(({ lesson, client }) => {
    if (client !== known.about.get()?.client) known.taken.tell(lesson)
  })
  from.lessons.left(({ lesson }) => known.left.tell(lesson))
  from.studio.command(known.commands.tell)
  from.workspace.stateChanged((value) => {
    const before = known.workspace.get()?.phase
    const readable = before === 'broken' && value.phase !== 'broken'
    const writable = before === 'read-only' && value.phase === 'open'
    known.workspace.set(value)
    // Another library is there now, or it can be written at last: what is open must be read again. If the connection is lost meanwhile, the next one reads it.
    if (readable || writable) readAnew(known, from, writer)
  })
  from.backups.stateChanged(known.backups.set)
  from.archive.changed(known.archive.set)
  from.voice.changed(known.voice.set)
  from.voice.activeChanged(known.adapter.set)
  from.voice.adaptersChanged(() => known.adapters.set(known.adapters.get() + 1))
  from.voice.sourcesChanged(() => known.sources.set(known.sources.get() + 1))
  from.publishing.changed((value) => {
    const before = known.publishing.get()
    known.publishing.set(value)
    // Files name them: what went out by other names is another now, of every course.
    if (before !== null && (before.author !== value.author || before.producer !== value.producer)) known.recorded.set(known.recorded.get() + 1)
  })
  from.publishing.recorded(() => known.recorded.set(known.recorded.get() + 1))
  from.backups.replaced(() => readAnew(known, from, writer))
}

function readAnew(known: Known, from: Clients, writer: SettingsWriter): void {
  void readLibrary(known, from, writer).then(
    () => known.session.set(known.session.get() + 1),
    () => undefined,
  )
}

function createListeners<T>() {
  const set = new Set<(value: T) => void>()
  return {
    tell: (value: T) => {
      for (const listener of [...set]) listener(value)
    },
    add: (listener: (value: T) => void) => {
      set.add(listener)
      return () => {
        set.delete(listener)
      }
    },
  }
}
