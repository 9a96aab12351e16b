/** What the author has chosen. Other services read it through the keeper; pages through the service. */
import type { Emit, Handlers } from '#preload/contract/member.ts'
import { initialSettings, Settings, type settings } from '#preload/contract/settings.ts'
import type { Workspace } from './open-workspace.ts'

export interface SettingsKeeper {
  get(): Settings
  /** Changes some of them and answers all. Kept for this run only where the workspace cannot be written. */
  set(patch: Partial<Settings>): Settings
  /** Hears of every change with all settings, until the answered function is called. */
  listen(listener: (settings: Settings) => void): () => void
}

/** Reads the workspace's settings, and reads them anew when it becomes another. */
export function keepSettings(workspace: Workspace): SettingsKeeper {
  const listeners = new Set<(settings: Settings) => void>()
  let current = read(workspace)
  const tell = () => { for (const listener of listeners) listener(current) }
  workspace.listen((event) => {
    if (event !== 'state' || !workspace.isReadable()) return
    current = read(workspace)
    tell()
  })
  return {
    get: () => current,
    set: (patch) => {
      if (workspace.isWritable()) workspace.write('none', (store) => store.setPreferences(patch))
      current = { ...current, ...patch }
      tell()
      return current
    },
    listen: (listener) => {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
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
