/** Runs the desktop host's real main process on plain Node against the stand-in of Electron, and plays its window. */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Client } from '#preload/contract/member.ts'
import { protocolVersion, services, type Services } from '#preload/contract/protocol.ts'
import { connect } from '#preload/wire/connect.ts'
import type { Port } from '#preload/wire/port.ts'

const hooks = fileURLToPath(new URL('use-stand-in.mjs', import.meta.url))

export interface DesktopOptions {
  /** The Node executable that plays Electron. */
  readonly node: string
  /** The bundled main process. */
  readonly main: string
  /** What stands for `process.resourcesPath` of a package. */
  readonly resources: string
  readonly workspace: string
  /** What the author answers to every question: the button's number. */
  readonly answer?: number
  /** The page objects to being closed. */
  readonly unsaved?: boolean
  readonly lock?: boolean
}

type Saw = { readonly saw: string; readonly [key: string]: unknown }
type Clients = { readonly [K in keyof Services]: Client<Services[K]> }

export interface Desktop {
  readonly child: ChildProcess
  /** All that happened so far. */
  readonly seen: readonly Saw[]
  /** Waits until something happens that is not in `seen` yet, or was. */
  until(saw: string, matches?: (event: Saw) => boolean): Promise<Saw>
  tell(message: object): void
  /** Asks for a port as the bridge does, and greets through it. */
  connect(): Promise<Clients>
  readonly exited: Promise<number | null>
  output(): string
}

/** Starts it; the promise of its window is `until('show')`. */
export function startDesktop({ node, main, resources, workspace, ...rest }: DesktopOptions): Desktop {
  const surroundings = JSON.stringify({ resourcesPath: resources, version: '0.0.0-test', ...rest })
  const child = spawn(node, ['--import', hooks, main, '--workspace', workspace], {
    cwd: workspace,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: { PATH: process.env['PATH'] ?? '', HOME: workspace, MOKE_STAND_IN: surroundings },
  })
  const seen: Saw[] = []
  const listeners = new Set<(event: Saw) => void>()
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
  child.on('message', (event: Saw) => {
    seen.push(event)
    for (const listener of [...listeners]) listener(event)
  })
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const tell = (message: object) => void child.send(message)
  const until = (saw: string, matches: (event: Saw) => boolean = () => true) =>
    new Promise<Saw>((resolve, reject) => {
      const fits = (event: Saw) => event.saw === saw && matches(event)
      const before = seen.find(fits)
      if (before) return resolve(before)
      const listener = (event: Saw) => {
        if (fits(event)) {
          listeners.delete(listener)
          resolve(event)
        }
      }
      listeners.add(listener)
      void exited.then((code) => reject(new Error(`it ended with ${code} before ${saw}:\n${printed}\n${JSON.stringify(seen.slice(-5))}`)))
    })
  /** The page's end of its port. */
  const port: Port = {
    post: (frame) => tell({ do: 'frame', frame }),
    listen: (onFrame, onClose) => {
      listeners.add((event) => {
        if (event.saw === 'frame') onFrame(event['frame'])
      })
      void exited.then(() => onClose())
    },
    close: () => undefined,
  }
  return {
    child,
    seen,
    until,
    tell,
    exited,
    output: () => printed,
    connect: async () => {
      tell({ do: 'ready' })
      await until('port')
      const connection = connect(port, { protocol: protocolVersion, token: '' })
      await connection.ready
      // Built from `services` itself, member by member.
      return Object.fromEntries(Object.entries(services).map(([name, service]) => [name, connection.client(service)])) as unknown as Clients
    },
  }
}
