/**
 * The page's side of the studio: one connection that heals itself, and what the host said last. It knows
 * no component. What was known stays known while the host is away, and a call made then fails with
 * `unavailable`.
 */
import type { WrittenDay } from '#preload/contract/days.ts'
import type { ArchiveState } from '#preload/contract/archive.ts'
import type { BackupsState } from '#preload/contract/backups.ts'
import type { LessonId, LibraryTree } from '#preload/contract/library.ts'
import type { EngineState } from '#preload/contract/models.ts'
import { Problem } from '#preload/contract/problem.ts'
import { protocolVersion } from '#preload/contract/protocol.ts'
import type { PublishingState } from '#preload/contract/publishing.ts'
import type { Settings } from '#preload/contract/settings.ts'
import type { About, Command } from '#preload/contract/studio.ts'
import type { ActiveAdapter } from '#preload/contract/adapters.ts'
import type { VoiceState } from '#preload/contract/voice.ts'
import type { WorkspaceState } from '#preload/contract/workspace.ts'
import { connect } from '#preload/wire/connect.ts'
import type { Port } from '#preload/wire/port.ts'
import { type Clients, clientsOf } from './clients.ts'
import { createKnown, listen, readAll } from './known.ts'
import { settingsWriter } from './settings.ts'
import { createValue, type Watched } from './value.ts'

/** How it stands with the host. `outdated`: it is of another version and only a reload helps. `refused`: it does not accept this page until the author has opened its newest address in this browser. */
export type LinkState = 'connecting' | 'connected' | 'lost' | 'outdated' | 'refused'

export interface Host {
  readonly link: Watched<LinkState>
  /** Counts connections, 0 before the first. What the host must be told again (an open lesson) follows it. */
  readonly session: Watched<number>
  readonly settings: Watched<Settings>
  readonly tree: Watched<LibraryTree | null>
  readonly engine: Watched<EngineState | null>
  readonly workspace: Watched<WorkspaceState | null>
  readonly backups: Watched<BackupsState | null>
  readonly archive: Watched<ArchiveState | null>
  /** The run of the author's voice that is under way, or was last. */
  readonly voice: Watched<VoiceState | null>
  /** Changes whenever the adapters do. */
  readonly adapters: Watched<number>
  /** Changes whenever other works are chosen for the next run. */
  readonly sources: Watched<number>
  /** The one that the model in use completes with. */
  readonly adapter: Watched<ActiveAdapter | null>
  /** Who publishes and where to, and the export that is under way or was last. */
  readonly publishing: Watched<PublishingState | null>
  /** Changes whenever something went out, or was marked as published, or whom publications name is another. */
  readonly recorded: Watched<number>
  readonly about: Watched<About | null>
  /** Changes whenever the counts of suggestions do. */
  readonly counted: Watched<number>
  /** The last day on which something was written in this sitting, as far as is known: yesterday is told by its name. */
  readonly written: Watched<WrittenDay | null>
  /** The calls and streams of the contract over the newest connection. */
  clients(): Clients
  changeSettings(part: Partial<Settings>): void
  /** Another page became the editor of a lesson. */
  onTaken(listener: (lesson: LessonId) => void): () => void
  /** The page that edited a lesson went away. */
  onLeft(listener: (lesson: LessonId) => void): () => void
  /** A menu item of the desktop window was chosen. */
  onCommand(listener: (command: Command) => void): () => void
  stop(): void
}

/** Waits between tries in ms: 300, doubling, at most 5,000. */
export function backoff(attempt: number): number {
  return Math.min(5000, 300 * 2 ** attempt)
}

const greeting = { protocol: protocolVersion, token: '' } // the host knows the page by its cookie or by its port
const closedPort: Port = { post: () => undefined, listen: (_, onClose) => onClose(), close: () => undefined }

/** Connects to the host by whatever port `openPort` opens, and again whenever the connection is lost. */
export function createHost(openPort: () => Promise<Port>, wait = sleep): Host {
  const link = createValue<LinkState>('connecting')
  const known = createKnown()
  const writer = settingsWriter(known.settings, (part) => clients.settings.set(part))
  let connection = connect(closedPort, greeting)
  let clients = clientsOf(connection)
  let stopped = false

  /** One connection from its opening to its end; answers whether it ever worked and why it ended. */
  const live = async (): Promise<{ worked: boolean; code: Problem['code'] | undefined }> => {
    let worked = false
    try {
      connection = connect(await openPort(), greeting)
      if (stopped) connection.close()
      await connection.ready
      const next = clientsOf(connection)
      listen(known, next, writer)
      await readAll(known, next, writer)
      worked = true
      // Calls go over the new connection only once everyone who has to tell it something can: the session says so.
      clients = next
      known.session.set(known.session.get() + 1)
      link.set('connected')
      return { worked, code: (await connection.closed)?.code }
    } catch (error) {
      // An edge: whatever keeps the page from its host ends in another try, or in a sentence the author can act on.
      connection.close()
      return { worked, code: error instanceof Problem ? error.code : 'unavailable' }
    }
  }

  const run = async () => {
    for (let attempt = 0; !stopped; attempt += 1) {
      const { worked, code } = await live()
      if (worked) attempt = 0
      if (code === 'protocol') return link.set('outdated')
      if (code === 'forbidden') link.set('refused')
      else if (known.session.get() > 0 || attempt > 0) link.set('lost')
      if (!stopped) await wait(backoff(attempt))
    }
  }
  void run()

  const { session, settings, tree, engine, workspace, backups, archive, voice, adapters, sources, adapter, publishing, recorded, about, counted, written } =
    known
  return {
    link,
    session,
    settings,
    tree,
    engine,
    workspace,
    backups,
    archive,
    voice,
    adapters,
    sources,
    adapter,
    publishing,
    recorded,
    about,
    counted,
    written,
    clients: () => clients,
    changeSettings: writer.change,
    onTaken: known.taken.add,
    onLeft: known.left.add,
    onCommand: known.commands.add,
    stop: () => {
      stopped = true
      connection.close()
    },
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms)
  })
}
