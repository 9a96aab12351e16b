/** What the author chose, and the models there are to choose from, as the workspace has them. */
import { type BroughtModels, keepBroughtModels } from './brought-models.ts'
import type { Workspace } from './open-workspace.ts'
import { keepSettings, type SettingsKeeper } from './settings.ts'

export interface Choices {
  readonly settings: SettingsKeeper
  readonly brought: BroughtModels
}

/** The models first: whoever hears of another choice asks at once where its file lies. */
export function keepChoices(workspace: Workspace): Choices {
  const brought = keepBroughtModels(workspace)
  return { brought, settings: keepSettings(workspace) }
}
