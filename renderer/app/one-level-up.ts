/** Where the way back leads, for its button and for Esc alike: a page of the archive goes to the one that it was opened from, a view to the lesson. */
import type { Shell } from './shell.ts'

export function goOneLevelUp(shell: Pick<Shell, 'view' | 'archive'>): void {
  const archive = shell.archive.get()
  if (shell.view.get() === 'archive' && archive.kind !== 'works') {
    const from = archive.kind === 'work' ? archive.from : undefined
    shell.archive.set({ kind: from === undefined || from === 'voice' ? 'works' : from })
    // The voice stands where it was left: at the proof that the work belongs to, or at the plan.
    if (from === 'voice') shell.view.set('voice')
    return
  }
  shell.view.set('lesson')
}
