/** Commands that find and replace: in the page that the author is in, and in all lessons. */
import { ArrowDown, ArrowUp, FileSearch, Replace, TextSearch } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FindRequest } from '#renderer/editor/find/find-request.ts'
import type { Host } from '#renderer/host/host.ts'
import { showSearch } from './search-pane.tsx'
import type { Shell } from './shell.ts'

type FindCommand = 'find' | 'replace' | 'find-next' | 'find-previous' | 'search'

export function findCommands(host: Host, shell: Shell): Readonly<Record<FindCommand, readonly [ReactNode, () => void]>> {
  const inPage = (kind: FindRequest['kind']) => () => {
    const lesson = shell.lesson.get()
    if (!lesson) return
    shell.view.set('lesson')
    // What lies over the page would hide the bar.
    shell.overlay.set(null)
    shell.pages.ask(lesson, { kind })
  }
  return {
    find: [<TextSearch key="i" />, inPage('find')],
    replace: [<Replace key="i" />, inPage('replace')],
    'find-next': [<ArrowDown key="i" />, inPage('next')],
    'find-previous': [<ArrowUp key="i" />, inPage('previous')],
    search: [<FileSearch key="i" />, () => showSearch(host, shell)],
  }
}
