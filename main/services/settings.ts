/** What the author has chosen. Other services read it through the keeper; pages through the service. */
import type { Emit, Handlers } from '#preload/contract/member.ts'
import { initialSettings, Settings, type settings } from '#preload/contract/settings.ts'
import type { Workspace } from './open-workspace.ts'

export interface SettingsKeeper {
  get(): Settings
  /** Changes some of them and answers all. Where the workspace cannot be written (just now), they hold for this run and are written with the next change. */
  set(patch: Partial<Settings>): Settings
  /** Hears of every change with all settings, until the answered function is called. */
  listen(listener: (settings: Settings) => void): () => void
}

/** Reads the workspace's settings, and reads them anew when it becomes another. */
export function keepSettings(workspace: Workspace): SettingsKeeper {
  const listeners = new Set<(settings: Settings) => void>()
  let current = read(workspace)
  /** Chosen in this run, in no workspace yet. */
  let unwritten: Partial<Settings> = {}
  const tell = () => {
    for (const listener of listeners) listener(current)
  }
  workspace.listen((event) => {
    if (event !== 'state' || !workspace.isReadable()) return
    current = { ...read(workspace), ...unwritten }
    tell()
  })
  return {
    get: () => current,
    set: (patch) => {
      unwritten = { ...unwritten, ...patch }
      if (workspace.tryWrite((store) => store.setPreferences(unwritten))) unwritten = {}
      current = { ...current, ...patch }
      tell()
      return current
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

/** A stored value that no longer fits (an older studio wrote it) gives way to the initial one. */
function read(workspace: Workspace): Settings {
  const stored = workspace.isReadable() ? workspace.read((store) => store.preferences()) : {}
  const fitting = Object.entries(Settings.shape).flatMap(([name, schema]) => {
    const value = schema.safeParse(stored[name])
    return value.success ? [[name, value.data]] : []
  })
  return Settings.parse({ ...initialSettings, ...Object.fromEntries(fitting) })
}

export function settingsService({ settings: keeper, emit }: { settings: SettingsKeeper; emit: Emit<typeof settings> }): Handlers<typeof settings> {
  keeper.listen((all) => emit('changed', all))
  return { get: () => keeper.get(), set: (patch) => keeper.set(patch) }
}
