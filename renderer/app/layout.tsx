import { type CSSProperties, useCallback, useDeferredValue, useRef, useState } from 'react'
import type { LibraryId } from '#preload/contract/library.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { Inspector } from '#renderer/panels/inspector/inspector.tsx'
import { createExpansion, type Expansion } from '#renderer/panels/library/expansion.ts'
import type { Made } from '#renderer/panels/library/library-actions.ts'
import { LibraryPanel } from '#renderer/panels/library/library-panel.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { commandKeys } from './command-keys.ts'
import { useCommands } from './commands.tsx'
import { Desk } from './desk.tsx'
import { Dialogs } from './dialogs.tsx'
import { InspectorTabs } from './inspector-tabs.tsx'
import { openMade } from './open-made.ts'
import { usePane } from './panes.ts'
import { ResizeHandle, useLibraryWidth } from './resize-handle.tsx'
import { SearchPane } from './search-pane.tsx'
import { useShell } from './shell-context.tsx'
import { useExportNote } from '#renderer/panels/publishing/use-export-note.ts'
import { publishEntries, showPublishing } from './show-publishing.ts'
import { showVoice } from './show-voice.ts'
import { StatusLine } from './status-line.tsx'
import { useCommandKeys } from './use-command-keys.ts'
import { useOverlayFocus } from './use-overlay-focus.ts'
import { useLeaveGuard } from './use-leave-guard.ts'
import { useLeftBehind } from './use-left-behind.ts'
import { useOvertakenTitles } from './use-overtaken-titles.ts'
import { useRename } from './use-rename.ts'
import { useVoiceNote } from './voice-sign.tsx'
import { type Revealing, useReveal } from './use-reveal.ts'
import './layout.css'

/** Library, page, inspector and status line. */
export function Layout() {
  const { t } = useTexts()
  const shell = useShell()
  const commands = useCommands()
  const library = usePane('library')
  const inspector = usePane('inspector')
  const width = useLibraryWidth()
  const side = useValue(shell.side)
  // Outlives the pane, which goes and comes back.
  const [expansion] = useState(() => createExpansion(localStorage))
  const revealing = useReveal(expansion)
  useCommandKeys(commands)
  useLeaveGuard()
  useLeftBehind()
  useOvertakenTitles()
  const studio = useRef<HTMLDivElement>(null)
  useOverlayFocus(studio)
  // React's types know no custom properties.
  const sizes = { '--library-width': `${width.value}px` } as CSSProperties
  return (
    <div ref={studio} className="studio" style={sizes} data-library={paneName(library)} data-inspector={paneName(inspector)}>
      {((library.shown && library.over) || (inspector.shown && inspector.over)) && <div className="pane-veil" onClick={() => shell.overlay.set(null)} />}
      {library.shown && (
        <aside className="pane-library" aria-label={t(side === 'search' ? 'command.search' : 'pane.library')}>
          {side === 'search' ? <SearchPane /> : <LibraryPane expansion={expansion} revealing={revealing} over={library.over} />}
          {!library.over && <ResizeHandle width={width} />}
        </aside>
      )}
      <Desk commands={commands} />
      {inspector.shown && (
        <aside className="pane-inspector" aria-label={t('pane.inspector')}>
          <InspectorPane />
        </aside>
      )}
      <StatusLine />
      <Dialogs commands={commands} onReveal={revealing.reveal} />
    </div>
  )
}

const paneName = ({ shown, over }: { shown: boolean; over: boolean }) => (shown ? (over ? 'over' : 'beside') : 'away')

function LibraryPane({ expansion, revealing, over }: { expansion: Expansion; revealing: Revealing; over: boolean }) {
  const { t } = useTexts()
  const host = useHost()
  const shell = useShell()
  const lesson = useValue(shell.lesson)
  const view = useValue(shell.view)
  const workspace = useValue(host.workspace)
  const naming = useValue(shell.naming)
  const pace = useSelected(host.settings, (settings) => settings.pace)
  const ask = (dialog: 'target' | 'move-to' | 'import' | 'export') => (about: readonly LibraryId[]) => {
    if (about.length === 0) return
    shell.subject.set(about)
    shell.dialog.set(dialog)
  }
  const onMade = useCallback((made: Made) => openMade(host, shell, made), [host, shell])
  const onNamed = (goOn: boolean) => {
    shell.naming.set(null)
    if (naming && goOn) shell.open(naming.lesson, 'title')
  }
  const rename = useRename()
  const works = useSelected(host.archive, (state) => state?.all.works ?? 0)
  const worksNote = works > 0 ? t('archive.count', { count: works }) : undefined
  const voiceNote = useVoiceNote()
  const publishingNote = useExportNote()
  const go = (name: 'archive' | 'calendar' | 'statistics' | 'bin') => () => {
    if (name === 'archive') shell.archive.set({ kind: 'works' })
    shell.view.set(name)
    shell.overlay.set(null)
  }
  return (
    <LibraryPanel
      searchKeys={commandKeys.palette}
      newCourseKeys={commandKeys['new-course']}
      onSearch={() => shell.dialog.set('palette')}
      onImport={() => {
        shell.subject.set([])
        shell.dialog.set('import')
      }}
      onMade={onMade}
      places={[
        { name: 'archive', keys: commandKeys.archive, current: view === 'archive', note: worksNote, go: go('archive') },
        { name: 'voice', keys: commandKeys.voice, current: view === 'voice', note: voiceNote, go: () => showVoice(shell) },
        { name: 'publishing', keys: commandKeys.publishing, current: view === 'publishing', note: publishingNote, go: () => showPublishing(host, shell) },
        { name: 'calendar', keys: commandKeys.calendar, current: view === 'calendar', go: go('calendar') },
        { name: 'statistics', keys: commandKeys.statistics, current: view === 'statistics', go: go('statistics') },
        { name: 'bin', keys: commandKeys.bin, current: view === 'bin', go: go('bin') },
        { name: 'settings', keys: commandKeys.settings, current: false, go: () => shell.dialog.set('settings') },
      ]}
      tree={{
        tree: shell.titles.tree,
        rename,
        current: lesson,
        shown: view === 'lesson',
        editable: workspace?.phase === 'open',
        // A tree that lies over the page goes with the click, and so does its row.
        onOpen: (next, focus) => shell.open(next, focus === 'row' && !over ? null : 'text'),
        onOpenBeside: (next) => shell.openBeside(next),
        selection: shell.selection,
        pace,
        onPlan: ask('target'),
        onSend: ask('move-to'),
        onImport: (into) => ask('import')([into]),
        onExport: ask('export'),
        onPublish: (entries) => publishEntries(host, shell, entries),
        expansion,
        naming: naming?.entry ?? null,
        onNamed,
        revealed: revealing.revealed,
        onRevealed: revealing.done,
      }}
    />
  )
}

function InspectorPane() {
  const shell = useShell()
  // Why a suggestion is there may be read a moment after it is there.
  const suggestion = useDeferredValue(useSelected(shell.status, (status) => status?.suggestion ?? null))
  const nothing = useDeferredValue(useSelected(shell.status, (status) => status?.nothing ?? 'waiting'))
  const isWriting = useDeferredValue(useSelected(shell.status, (status) => status?.isWriting ?? false))
  const onStatistics = useCallback(() => {
    shell.view.set('statistics')
    shell.overlay.set(null)
  }, [shell])
  const onModels = useCallback(() => shell.dialog.set('models'), [shell])
  const suggestions = <Inspector {...{ suggestion, nothing, isWriting, onStatistics, onModels }} toggleKeys={commandKeys['toggle-suggestions']} />
  return <InspectorTabs suggestions={suggestions} />
}
