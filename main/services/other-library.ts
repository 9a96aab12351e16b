import type { Workspace } from './open-workspace.ts'

/** Hears when another library has come in the place of the one that was open: what waits to be written to that is not for this one. */
export function onOtherLibrary(workspace: Workspace, hear: () => void): void {
  const which = () => (workspace.isReadable() ? (workspace.state().identity?.id ?? null) : null)
  let known = which()
  workspace.listen((event) => {
    const now = event === 'state' ? which() : null
    if (now === null || now === known) return
    const isOther = known !== null
    known = now
    if (isOther) hear()
  })
}
