/** What is to be done once, as soon as this studio holds the workspace: at once, or when the other studio is gone. */
import { ifDiskAllows } from '#main/store/failure.ts'
import type { Workspace } from './open-workspace.ts'

/** What the disk refuses waits for the next start: nobody depends on it. */
export function whenWritable(workspace: Workspace, folder: string, work: () => void): void {
  const attempt = (): boolean => {
    if (!workspace.isWritable()) return false
    ifDiskAllows(folder, work)
    return true
  }
  if (attempt()) return
  const unlisten = workspace.listen((event) => {
    if (event === 'state' && attempt()) unlisten()
  })
}
