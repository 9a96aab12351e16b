/** The search beside the page, with all that it asks of the shell. */
import { useCallback } from 'react'
import type { Host } from '#renderer/host/host.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useValue, type Value } from '#renderer/host/value.ts'
import type { SearchState } from '#renderer/panels/search/search-state.ts'
import { SearchPanel } from '#renderer/panels/search/search-panel.tsx'
import { showPane } from './panes.ts'
import type { Shell } from './shell.ts'
import { useShell } from './shell-context.tsx'
import { useTakeBackPorts } from './take-back.ts'

/** Shows the search and gives its field the focus. What is asked for anew goes on from what was looked for last. */
export function showSearch(host: Host, shell: Shell, part: Partial<SearchState> = {}): void {
  const state = shell.search.get()
  shell.search.set({ ...state, ...part, wantsFocus: state.wantsFocus + 1 })
  shell.side.set('search')
  showPane(host, shell, 'library')
}

export function SearchPane() {
  const host = useHost()
  const shell = useShell()
  const current = useValue(shell.lesson)
  const workspace = useValue(host.workspace)
  const pages = useCallback(() => shell.pages.all(), [shell])
  return (
    <SearchPanel
      state={shell.search satisfies Value<SearchState>}
      tree={shell.titles.tree}
      current={current}
      editable={workspace?.phase === 'open'}
      pages={pages}
      {...useTakeBackPorts()}
      onOpen={(lesson, found, goes) => {
        // A pane that lies over the page goes with the row that was pressed.
        const toText = goes || shell.overlay.get() !== null
        shell.open(lesson, toText && !found ? 'text' : null)
        if (found) shell.pages.ask(lesson, { kind: 'find', ...found, focus: toText ? 'text' : 'none' })
      }}
      onOpenWork={(work, found) => {
        shell.archive.set({ kind: 'work', work, found })
        shell.view.set('archive')
        shell.overlay.set(null)
      }}
      onBack={() => shell.side.set('library')}
      onLeave={() => {
        const lesson = shell.lesson.get()
        if (shell.overlay.get() === null && lesson) shell.pages.goInto(lesson)
      }}
    />
  )
}
