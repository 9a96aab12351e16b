/**
 * The page's side of the studio: one connection that heals itself, and what the host said last, each as a
 * watched value. It knows no component. What was known stays known while the host is away, and a call made
 * then fails with `unavailable`.
 */
import { lessons } from '#preload/contract/lessons.ts'
import { library, type LessonId, type LibraryTree } from '#preload/contract/library.ts'
import type { Client } from '#preload/contract/member.ts'
import { models, type EngineState } from '#preload/contract/models.ts'
import { Problem } from '#preload/contract/problem.ts'
import { protocolVersion, type Services } from '#preload/contract/protocol.ts'
import { settings, type Settings } from '#preload/contract/settings.ts'
import { studio, type About, type Command } from '#preload/contract/studio.ts'
import { suggestions } from '#preload/contract/suggestions.ts'
import { workspace, type WorkspaceState } from '#preload/contract/workspace.ts'
import { connect, type Connection } from '#preload/wire/connect.ts'
import type { Port } from '#preload/wire/port.ts'
import { initialSettings, settingsWriter } from './settings.ts'
import { createValue, type Watched } from './value.ts'

/** How it stands with the host. `outdated`: it is of another version and only a reload helps. `refused`: it does not accept this page. */
export type LinkState = 'connecting' | 'connected' | 'lost' | 'outdated' | 'refused'

export type Clients = { readonly [K in keyof Services]: Client<Services[K]> }

export interface Host {
  readonly link: Watched<LinkState>
  /** Counts connections, 0 before the first. What the host must be told again (an open lesson) follows it. */
  readonly session: Watched<number>
  readonly settings: Watched<Settings>
  readonly tree: Watched<LibraryTree | null>
  readonly engine: Watched<EngineState | null>
  readonly workspace: Watched<WorkspaceState | null>
  readonly about: Watched<About | null>
  /** Changes whenever the counts of suggestions do. */
  readonly counted: Watched<number>
  /** The calls and streams of the contract over the newest connection. */
  clients(): Clients
  changeSettings(part: Partial<Settings>): void
  /** Another page became the editor of a lesson. */
  onTaken(listener: (lesson: LessonId) => void): () => void
  /** A menu item of the desktop window was chosen. */
  onCommand(listener: (command: Command) => void): () => void
  stop(): void
}

/** Waits between tries in ms: 300, doubling, at most 5,000. */
export function backoff(attempt: number): number {
  return Math.min(5000, 300 * 2 ** attempt)
}

const closedPort: Port = { post: () => undefined, listen: (_, onClose) => onClose(), close: () => undefined }

function clientsOf(connection: Connection): Clients {
  return {
    library: connection.client(library),
    lessons: connection.client(lessons),
    settings: connection.client(settings),
    suggestions: connection.client(suggestions),
    models: connection.client(models),
    workspace: connection.client(workspace),
    studio: connection.client(studio),
  }
}

function createListeners<T>() {
  const set = new Set<(value: T) => void>()
  return {
    tell: (value: T) => { for (const listener of [...set]) listener(value) },
    add: (listener: (value: T) => void) => {
      set.add(listener)
      return () => { set.delete(listener) }
    },
  }
}

/** Connects to the host by whatever port `openPort` opens, and again whenever the connection is lost. */
export function createHost(openPort: () => Promise<Port>, wait = sleep): Host {
  const link = createValue<LinkState>('connecting')
  const session = createValue(0)
  const settingsValue = createValue<Settings>(initialSettings)
  const tree = createValue<LibraryTree | null>(null)
  const engine = createValue<EngineState | null>(null)
  const workspaceState = createValue<WorkspaceState | null>(null)
  const about = createValue<About | null>(null)
  const counted = createValue(0)
  const taken = createListeners<LessonId>()
  const commands = createListeners<Command>()
  const writer = settingsWriter(settingsValue, (part) => clients.settings.set(part))
  let connection = connect(closedPort, { protocol: protocolVersion, token: '' })
  let clients = clientsOf(connection)
  let stopped = false

  const readLibrary = async (from: Clients) => {
    tree.set(await from.library.tree({}))
    writer.receive(await from.settings.get({}))
  }

  const watch = (from: Clients) => {
    from.library.changed((value) => tree.set(value))
    from.settings.changed((value) => writer.receive(value))
    from.models.stateChanged((value) => engine.set(value))
    from.suggestions.counted(() => counted.set(counted.get() + 1))
    from.lessons.taken(({ lesson, client }) => { if (client !== about.get()?.client) taken.tell(lesson) })
    from.studio.command((command) => commands.tell(command))
    from.workspace.stateChanged((value) => {
      const reopened = workspaceState.get()?.phase === 'broken' && value.phase !== 'broken'
      workspaceState.set(value)
      if (reopened) void readLibrary(from).then(() => session.set(session.get() + 1), () => undefined)
    })
  }

  const readAll = async (from: Clients) => {
    const [aboutNow, engineNow, workspaceNow] = await Promise.all([from.studio.about({}), from.models.state({}), from.workspace.state({})])
    if (workspaceNow.phase !== 'broken') await readLibrary(from)
    about.set(aboutNow)
    engine.set(engineNow)
    workspaceState.set(workspaceNow)
  }

  /** One connection from its opening to its end; answers whether it ever worked and why it ended. */
  const live = async (): Promise<{ worked: boolean; code: Problem['code'] | undefined }> => {
    let worked = false
    try {
      connection = connect(await openPort(), { protocol: protocolVersion, token: '' })
      if (stopped) connection.close()
      await connection.ready
      clients = clientsOf(connection)
      watch(clients)
      await readAll(clients)
      worked = true
      session.set(session.get() + 1)
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
      if (code === 'protocol' || code === 'forbidden') return link.set(code === 'protocol' ? 'outdated' : 'refused')
      link.set(session.get() > 0 || attempt > 0 ? 'lost' : 'connecting')
      if (!stopped) await wait(backoff(attempt))
    }
  }
  void run()

  return {
    link, session, tree, engine, about, counted,
    settings: settingsValue,
    workspace: workspaceState,
    clients: () => clients,
    changeSettings: writer.change,
    onTaken: taken.add,
    onCommand: commands.add,
    stop: () => { stopped = true; connection.close() },
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms) })
}
