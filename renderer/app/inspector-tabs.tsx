import { Tabs } from 'radix-ui'
import { type ReactNode, useCallback } from 'react'
import { useValue } from '#renderer/host/value.ts'
import { TimelinePanel } from '#renderer/panels/versions/timeline-panel.tsx'
import type { Past } from '#renderer/panels/versions/past.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { useShell } from './shell-context.tsx'

/** What stands right of the page, one at a time: why this suggestion, or how the lesson was written. */
export function InspectorTabs({ suggestions }: { suggestions: ReactNode }) {
  const { t } = useTexts()
  const shell = useShell()
  const inspected = useValue(shell.inspected)
  const choose = (value: string) => {
    if (value === 'suggestions' || value === 'versions') shell.inspected.set(value)
  }
  return (
    <Tabs.Root className="inspector" value={inspected} onValueChange={choose}>
      <Tabs.List className="inspector-head" aria-label={t('pane.inspector')}>
        <Tabs.Trigger className="inspector-tab" value="suggestions">
          {t('inspector.suggestions')}
        </Tabs.Trigger>
        <Tabs.Trigger className="inspector-tab" value="versions">
          {t('versions.title')}
        </Tabs.Trigger>
      </Tabs.List>
      <Tabs.Content className="inspector-content" value="suggestions" tabIndex={-1}>
        {suggestions}
      </Tabs.Content>
      <Tabs.Content className="inspector-content" value="versions" tabIndex={-1}>
        <Versions />
      </Tabs.Content>
    </Tabs.Root>
  )
}

function Versions() {
  const { t } = useTexts()
  const shell = useShell()
  const lesson = useValue(shell.lesson)
  const past = useValue(shell.past)
  const beside = useValue(shell.beside)
  const onLook = useCallback(
    (next: Past) => {
      // What is looked at stays where it is.
      if (shell.beside.get()) shell.beside.set(next)
      else shell.past.set(next)
      shell.overlay.set(null)
    },
    [shell],
  )
  const onLookBeside = useCallback((next: Past) => shell.lookBeside(next), [shell])
  return (
    <div className="inspector-scroll">
      {lesson ? (
        <TimelinePanel key={lesson} lesson={lesson} past={past ?? beside} onLook={onLook} onLookBeside={onLookBeside} />
      ) : (
        <p className="versions-note">{t('versions.no-lesson')}</p>
      )}
    </div>
  )
}
