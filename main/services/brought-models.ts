/** The models that the author brought and that stay where they lie: their paths, kept in the workspace. */
import type { BroughtModel } from '#main/compute/model-files.ts'
import { z } from '#preload/document/zod.ts'
import type { Workspace } from './open-workspace.ts'

const Brought = z.array(z.strictObject({ id: z.string(), path: z.string() }))
const key = 'broughtModels'

export interface BroughtModels {
  list(): readonly BroughtModel[]
  /** Remembers one; where the workspace can't be written just now, for this run. */
  add(model: BroughtModel): void
  forget(id: string): void
}

/** Reads them from the workspace, and anew when it becomes another. */
export function keepBroughtModels(workspace: Workspace): BroughtModels {
  let current = read(workspace)
  /** What was added in this run, or forgotten (null), and is in no workspace yet. */
  const unwritten = new Map<string, BroughtModel | null>()
  workspace.listen((event) => {
    if (event === 'state' && workspace.isReadable()) current = changed(read(workspace), unwritten)
  })
  const change = (id: string, model: BroughtModel | null) => {
    unwritten.delete(id) // the newest comes last
    unwritten.set(id, model)
    current = changed(current, new Map([[id, model]]))
    if (workspace.tryWrite((store) => store.setPreferences({ [key]: current }))) unwritten.clear()
  }
  return {
    list: () => current,
    add: (model) => change(model.id, model),
    forget: (id) => change(id, null),
  }
}

function changed(models: readonly BroughtModel[], changes: ReadonlyMap<string, BroughtModel | null>): readonly BroughtModel[] {
  return [...models.filter(({ id }) => !changes.has(id)), ...[...changes.values()].filter((model) => model !== null)]
}

/** What an older or newer studio wrote in another way is left out; the files are where they were. */
function read(workspace: Workspace): readonly BroughtModel[] {
  const stored = workspace.isReadable() ? workspace.read((store) => store.preferences()) : {}
  const models = Brought.safeParse(stored[key])
  return models.success ? models.data : []
}
