/** Which lines must be shown above the page, from what is known of the studio. Pure. */
import type { EngineState } from '#preload/contract/models.ts'
import type { ProblemReport } from '#preload/contract/problem.ts'
import type { WorkspaceState } from '#preload/contract/workspace.ts'
import type { SavedState } from '#renderer/editor/page-props.ts'
import type { LinkState } from '#renderer/host/host.ts'

type Said = Pick<ProblemReport, 'code' | 'detail'>

/** What can be done about it. `model` and `device`: choose another one. */
export type Action = 'reload' | 'model' | 'device' | 'retry-engine'

export interface Banner {
  /** The same trouble has the same id, so that one dismissed stays away. */
  readonly id: string
  readonly tone: 'warn' | 'info'
  readonly says:
    | { readonly problem: Said }
    | { readonly kind: 'lost' | 'lost-browser' | 'uncopied' }
    /** `from`: the card that was given up, by its interface. */
    | { readonly kind: 'fell-back'; readonly from: 'cuda' | 'vulkan' | 'metal' | 'card'; readonly to: Pick<EngineState, 'device' | 'deviceName'> }
    /** A chosen model could not be used, and the one before serves on, or the starter. */
    | { readonly refused: Said; readonly byStarter: boolean }
    | { readonly kind: 'new-library'; readonly folder: string }
  readonly actions: readonly Action[]
  readonly dismissible: boolean
}

export interface Circumstances {
  readonly link: LinkState
  /** The page is a tab of a browser: its host was started by hand, and is started again by hand. */
  readonly inBrowser: boolean
  readonly workspace: WorkspaceState | null
  readonly engine: EngineState | null
  /** The model that the author chose; null for the starter. */
  readonly model: string | null
  readonly suggestions: boolean
  readonly saved: SavedState | null
  /** The folder of a library that is new, where this browser knows another. */
  readonly newLibrary: string | null
}

/** The banner that, once dismissed, stays away beyond the window. */
export const newLibraryId = 'new-library'

/** The lines in order of weight: what endangers text comes first, and one cause is told once. */
export function chooseBanners({ link, inBrowser, workspace, engine, model, suggestions, saved, newLibrary }: Circumstances): Banner[] {
  const banners: Banner[] = []
  const warn = (id: string, problem: Said, ...actions: Action[]) => banners.push({ id, tone: 'warn', says: { problem }, actions, dismissible: false })
  if (link === 'outdated') warn('outdated', { code: 'protocol', detail: {} }, 'reload')
  if (link === 'refused') warn('refused', { code: 'forbidden', detail: {} })
  if (link === 'lost') banners.push({ id: 'lost', tone: 'warn', says: { kind: inBrowser ? 'lost-browser' : 'lost' }, actions: [], dismissible: false })
  if (saved?.kind === 'waiting' && saved.code !== 'unavailable') warn(`saved ${saved.code}`, { code: saved.code, detail: {} })
  if (saved?.kind === 'waiting' && !saved.isCopied) banners.push({ id: 'uncopied', tone: 'warn', says: { kind: 'uncopied' }, actions: [], dismissible: false })
  if (workspace?.phase === 'read-only') warn('read-only', workspace.problem ?? { code: 'read-only', detail: {} })
  if (newLibrary !== null) banners.push({ id: newLibraryId, tone: 'info', says: { kind: 'new-library', folder: newLibrary }, actions: [], dismissible: true })
  if (engine && suggestions && link === 'connected') banners.push(...engineBanners(engine, model))
  return banners
}

function engineBanners(engine: EngineState, chosen: string | null): Banner[] {
  if (engine.phase === 'restarting')
    return [{ id: 'restarting', tone: 'info', says: { problem: { code: 'engine-down', detail: {} } }, actions: [], dismissible: true }]
  if ((engine.phase === 'failed' || engine.server) && engine.problem) {
    const { code, detail } = engine.problem
    return [{ id: `engine ${code}`, tone: 'warn', says: { problem: { code, detail } }, actions: engineActions(code), dismissible: true }]
  }
  if (engine.refused && engine.phase === 'ready') {
    const { id, problem } = engine.refused
    const byStarter = engine.model?.id === 'starter'
    // What stays chosen can be tried again.
    const actions: Action[] = byStarter && chosen !== null ? ['model', 'retry-engine'] : ['model']
    return [{ id: `refused ${id} ${problem.code}`, tone: 'warn', says: { refused: problem, byStarter }, actions, dismissible: true }]
  }
  if (engine.fellBack) {
    const { fellBack, device, deviceName } = engine
    const from = fellBack === 'cuda' || fellBack === 'vulkan' || fellBack === 'metal' ? fellBack : 'card'
    return [{ id: `fell back ${fellBack}`, tone: 'info', says: { kind: 'fell-back', from, to: { device, deviceName } }, actions: [], dismissible: true }]
  }
  return []
}

function engineActions(code: ProblemReport['code']): Action[] {
  switch (code) {
    // The file may be put back or be put right, or its drive be there again.
    case 'model-missing':
    case 'starter-missing':
    case 'model-broken':
    case 'model-unsound':
    case 'model-unreadable':
    case 'model-folder':
    case 'model-foreign':
    case 'model-empty':
    case 'model-cut':
    case 'model-part-missing':
    case 'model-timeout':
      return ['model', 'retry-engine']
    case 'model-kind':
    case 'model-too-large':
      return ['model']
    case 'server-unreachable':
    case 'server-slow':
    case 'server-denied':
    case 'server-model':
    case 'server-busy':
    case 'server-moved':
    case 'server-foreign':
      return ['model', 'retry-engine']
    case 'device-missing':
      return ['device']
    default:
      return ['retry-engine']
  }
}
