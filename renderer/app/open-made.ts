import type { Host } from '#renderer/host/host.ts'
import type { Made } from '#renderer/panels/library/library-actions.ts'
import { showPane } from './panes.ts'
import type { Shell } from './shell.ts'

/** Opens what was just made where its name is asked for: a lesson at its title, a course or chapter in the tree, whose first lesson gets its title next. */
export function openMade(host: Host, shell: Shell, { lesson, named }: Made): void {
  shell.open(lesson, named ? null : 'title')
  if (!named) return
  showPane(host, shell, 'library')
  shell.naming.set({ entry: named, lesson })
}
