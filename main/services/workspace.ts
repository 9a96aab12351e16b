/** The workspace file itself: its state, and putting a broken one right. */
import type { Emit, Handlers } from '#preload/contract/member.ts'
import type { workspace } from '#preload/contract/workspace.ts'
import type { Workspace } from './open-workspace.ts'

export function workspaceService({ workspace: held, emit }: { workspace: Workspace; emit: Emit<typeof workspace> }): Handlers<typeof workspace> {
  held.listen((event) => {
    if (event === 'state') emit('stateChanged', held.state())
  })
  return {
    state: () => held.state(),
    restoreCopy: ({ id }) => held.restoreCopy(id),
    startFresh: () => held.startFresh(),
  }
}
