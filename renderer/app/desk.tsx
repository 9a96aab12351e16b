import { useCallback, useEffect, useRef } from 'react'
import { useHost } from '#renderer/host/host-context.tsx'
import { findLesson } from '#renderer/host/tree.ts'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { LessonId } from '#preload/contract/library.ts'
import type { WorkId } from '#preload/contract/works.ts'
import { ArchivePanel } from '#renderer/panels/archive/archive-panel.tsx'
import { BinPanel } from '#renderer/panels/bin/bin-panel.tsx'
import { CalendarPanel } from '#renderer/panels/calendar/calendar-panel.tsx'
import { GuidePanel } from '#renderer/panels/guide/guide-panel.tsx'
import { StatisticsPanel } from '#renderer/panels/statistics/statistics-panel.tsx'
import { VoicePanel } from '#renderer/panels/voice/voice-panel.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Banners } from './banners.tsx'
import type { CommandEntry } from './commands.tsx'
import { DeskBar } from './desk-bar.tsx'
import { LessonPlace, markScrolled } from './lesson-place.tsx'
import { useIsSplit } from './panes.ts'
import { Publishing } from './publishing-view.tsx'
import { PastBeside, PastPage } from './past-page.tsx'
import { useShell } from './shell-context.tsx'
import { showVoice } from './show-voice.ts'
import { goOneLevelUp } from './one-level-up.ts'
import { usePageFocus } from './use-page-focus.ts'
import { useViewFocus } from './use-view-focus.ts'
import './desk.css'

/** The middle of the window: the bar, what has to be said, and the page or what stands in its place. */
export function Desk({ commands }: { commands: readonly CommandEntry[] }) {
  const { t } = useTexts()
  const host = useHost()
  const shell = useShell()
  const view = useValue(shell.view)
  const lesson = useValue(shell.lesson)
  const mounted = useValue(shell.mounted)
  const places = useValue(shell.places)
  const editable = useSelected(host.workspace, (workspace) => workspace?.phase === 'open')
  const past = useValue(shell.past)
  const beside = useValue(shell.beside)
  const isSplit = useIsSplit()
  const isPast = view === 'lesson' && past !== null && lesson !== null
  const title = useSelected(shell.titles.tree, (tree) => findLesson(tree, lesson)?.lesson.title)
  const scroller = useRef<HTMLDivElement>(null)
  const up = useCallback(() => goOneLevelUp(shell), [shell])
  usePageFocus()
  useViewFocus(scroller)
  const name = view === 'lesson' ? title : t(`command.${view}`)
  useEffect(() => {
    document.title = name ? t('app.titled', { title: name }) : t('app.name')
  }, [name, t])
  return (
    <main className="desk" aria-label={t('pane.page')}>
      <DeskBar commands={commands} />
      <Banners />
      <div className="desk-places" data-split={isSplit || undefined} hidden={view !== 'lesson' || places.length === 0 || isPast}>
        {mounted.map((each) => (
          <LessonPlace key={each} lesson={each} at={view === 'lesson' ? places.indexOf(each) : -1} isSplit={places.length > 1} isCurrent={each === lesson} />
        ))}
        {beside && lesson && <PastBeside key={lesson} lesson={lesson} past={beside} />}
      </div>
      {isPast && (
        <div className="desk-scroll" data-view="past">
          <PastPage key={lesson} lesson={lesson} past={past} />
        </div>
      )}
      {view === 'lesson' && !lesson && (
        <div className="desk-scroll" data-view={view}>
          <NoLesson commands={commands} editable={editable} />
        </div>
      )}
      {view !== 'lesson' && (
        <div ref={scroller} className="desk-scroll" data-view={view} onScroll={markScrolled} role="group" aria-label={t(`command.${view}`)} tabIndex={-1}>
          {view === 'archive' && (
            <ArchivePanel place={shell.archive} onBack={up} onOpenLesson={(id) => shell.open(LessonId.parse(id))} onVoice={() => showVoice(shell)} />
          )}
          {view === 'voice' && <Voice />}
          {view === 'publishing' && <Publishing commands={commands} />}
          {view === 'bin' && <BinPanel editable={editable} />}
          {view === 'calendar' && <CalendarPanel onGoal={() => shell.dialog.set('daily-goal')} />}
          {view === 'statistics' && <StatisticsPanel />}
          {view === 'guide' && <GuidePanel />}
        </div>
      )}
    </main>
  )
}

function Voice() {
  const shell = useShell()
  const onWork = (work: WorkId | null) => {
    shell.archive.set(work === null ? { kind: 'works' } : { kind: 'work', work, found: null, from: 'voice' })
    shell.view.set('archive')
  }
  return <VoicePanel place={shell.voice} onArchive={onWork} onModels={() => shell.dialog.set('models')} />
}

/** Nothing to write in: says what courses are and makes the first, or brings in what its author wrote elsewhere, or makes a lesson where there are courses without any. */
function NoLesson({ commands, editable }: { commands: readonly CommandEntry[]; editable: boolean }) {
  const { t } = useTexts()
  const isBare = useSelected(useShell().titles.tree, (tree) => (tree?.courses.length ?? 0) === 0)
  const name = isBare ? 'new-course' : 'new-lesson'
  const run = (wanted: CommandEntry['name']) => commands.find((each) => each.name === wanted)?.run()
  return (
    <div className="desk-empty">
      <span className="seal desk-empty-seal" aria-hidden="true">
        {t('app.seal')}
      </span>
      <h1>{t(isBare ? 'start.none-title' : 'start.bare-title')}</h1>
      <p>{t(isBare ? 'start.none-body' : 'start.bare-body')}</p>
      {editable && (
        <div className="desk-empty-ways">
          <Button kind="go" onClick={() => run(name)}>
            {t(isBare ? 'start.none-action' : 'command.new-lesson')}
          </Button>
          {isBare && <Button onClick={() => run('import')}>{t('command.import')}</Button>}
        </div>
      )}
    </div>
  )
}
