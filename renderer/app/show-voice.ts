import type { Shell } from './shell.ts'

/** Shows the voice where it was left; asked for once more, all of it. */
export function showVoice(shell: Shell): void {
  if (shell.view.get() === 'voice') shell.voice.set({ kind: 'voice' })
  shell.view.set('voice')
  shell.overlay.set(null)
}
