/**
 * Composes the studio: workspace, engine and services behind one set of implementations. Both hosts use
 * it, and it knows neither: no window, no socket.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lessons } from '#preload/contract/lessons.ts'
import { library } from '#preload/contract/library.ts'
import type { Emit, Service } from '#preload/contract/member.ts'
import { models } from '#preload/contract/models.ts'
import { settings } from '#preload/contract/settings.ts'
import { studio, type Command } from '#preload/contract/studio.ts'
import { suggestions } from '#preload/contract/suggestions.ts'
import { workspace } from '#preload/contract/workspace.ts'
import { implement, type Implementations } from '#preload/wire/serve.ts'

export interface StudioOptions {
  /** The author's folder. */
  readonly folder: string
  /** Holds `resources/` and `dist/` (the repository, or what the package unpacks). */
  readonly root: string
  readonly host: 'electron' | 'browser'
  readonly version: string
  /** A plain Node executable for the engine, never Electron's own. */
  readonly nodePath: string
  readonly reportBug: (error: unknown, where: string) => string
}

type PushListener = (service: string, member: string, value: unknown) => void

export interface Studio {
  readonly implementations: Implementations
  /** Hears everything that is pushed to pages. */
  onPush(listener: PushListener): () => void
  /** A page went away: what it held (a lesson it edited) is free again. */
  clientGone(client: string): void
  /** A menu item of the desktop window was chosen. */
  command(command: Command): void
  dispose(): Promise<void>
}
