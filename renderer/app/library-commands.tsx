/** What can be done from anywhere with entries of the library: with those that are selected there, else with the open lesson. */
import { CalendarDays, Copy, FolderInput, MapPin, Repeat, Target } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LibraryId } from '#preload/contract/library.ts'
import { LessonState } from '#preload/contract/plan.ts'
import type { Host } from '#renderer/host/host.ts'
import { findEntry } from '#renderer/host/entries.ts'
import { lessonsUnder } from '#renderer/host/tree.ts'
import type { LibraryActions } from '#renderer/panels/library/library-actions.ts'
import { StateDot } from '#renderer/ui/state-dot.tsx'
import type { Shell } from './shell.ts'

/** Each with its picture. */
export function libraryCommands(host: Host, shell: Shell, actions: LibraryActions) {
  const subjects = (): LibraryId[] => {
    const selected = [...shell.selection.get().ids].filter((id) => findEntry(host.tree.get(), id))
    const lesson = shell.lesson.get()
    return selected.length > 1 ? selected : lesson && findEntry(host.tree.get(), lesson) ? [lesson] : []
  }
  const lessons = () => lessonsUnder(shell.titles.tree.get(), subjects())
  const isEditable = () => host.workspace.get()?.phase === 'open'
  const setState = (state: LessonState) => () => {
    if (lessons().length > 0 && isEditable()) void actions.setState(lessons(), state)
  }
  const ask = (dialog: 'target' | 'move-to', about: readonly LibraryId[]) => {
    if (about.length === 0 || !isEditable()) return
    shell.subject.set(about)
    shell.dialog.set(dialog)
  }
  const duplicate = () => {
    const entries = subjects().flatMap((id) => findEntry(shell.titles.tree.get(), id) ?? [])
    if (entries.length > 0 && isEditable()) void actions.duplicate(entries)
  }
  return {
    'go-to': [<MapPin key="i" />, () => shell.dialog.set('go-to')],
    'state-draft': [<StateDot key="i" state="draft" />, setState('draft')],
    'state-revising': [<StateDot key="i" state="revising" />, setState('revising')],
    'state-done': [<StateDot key="i" state="done" />, setState('done')],
    'next-state': [<Repeat key="i" />, () => setState(stateAfter(lessons()[0]?.state ?? 'done'))()],
    target: [
      <Target key="i" />,
      () =>
        ask(
          'target',
          lessons().map(({ id }) => id),
        ),
    ],
    'move-to': [<FolderInput key="i" />, () => ask('move-to', subjects())],
    duplicate: [<Copy key="i" />, duplicate],
    calendar: [<CalendarDays key="i" />, () => shell.view.set('calendar')],
  } as const satisfies Readonly<Record<string, readonly [ReactNode, () => void]>>
}

/** Draft → revising → done → draft. */
function stateAfter(state: LessonState): LessonState {
  const states = LessonState.options
  return states[(states.indexOf(state) + 1) % states.length] ?? 'draft'
}
