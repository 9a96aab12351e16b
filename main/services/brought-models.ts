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
  /** Of this run, in no workspace yet. */
  let unwritten: readonly BroughtModel[] = []
  workspace.listen((event) => {
    if (event === 'state' && workspace.isReadable()) current = merged(read(workspace), unwritten)
  })
  const set = (models: readonly BroughtModel[]) => {
    current = models
    const isWritten = workspace.tryWrite((store) => store.setPreferences({ [key]: models }))
    unwritten = isWritten ? [] : models
  }
  return {
    list: () => current,
    add: (model) => set(merged(current, [model])),
    forget: (id) => set(current.filter((model) => model.id !== id)),
  }
}

function merged(models: readonly BroughtModel[], others: readonly BroughtModel[]): readonly BroughtModel[] {
  return [...models.filter(({ id }) => !others.some((other) => other.id === id)), ...others]
}

/** What an older or newer studio wrote in another way is left out; the files are where they were. */
function read(workspace: Workspace): readonly BroughtModel[] {
  const stored = workspace.isReadable() ? workspace.read((store) => store.preferences()) : {}
  const models = Brought.safeParse(stored[key])
  return models.success ? models.data : []
}
