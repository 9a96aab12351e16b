import { useCallback } from 'react'
import { LessonState } from '#preload/contract/plan.ts'
import { useHost } from '#renderer/host/host-context.tsx'
import { findLesson } from '#renderer/host/tree.ts'
import { useSelected, useValue } from '#renderer/host/value.ts'
import { type Made, useLibraryActions } from '#renderer/panels/library/library-actions.ts'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Menu } from '#renderer/ui/menu.tsx'
import { StateDot } from '#renderer/ui/state-dot.tsx'
import { commandKeys } from './command-keys.ts'
import { openMade } from './open-made.ts'
import { useShell } from './shell-context.tsx'

/** In the bar above the page: how far the open lesson is, and a menu to say otherwise or to aim at a length. */
export function StateButton() {
  const { t } = useTexts()
  const host = useHost()
  const shell = useShell()
  const place = findLesson(useValue(shell.titles.tree), useValue(shell.lesson))
  const editable = useSelected(host.workspace, (workspace) => workspace?.phase === 'open')
  const actions = useLibraryActions(useCallback((made: Made) => openMade(host, shell, made), [host, shell]))
  if (!place) return null
  const { lesson } = place
  const plan = () => {
    shell.subject.set([lesson.id])
    shell.dialog.set('target')
  }
  const items = LessonState.options.map((each) => ({
    label: t(`state.${each}`),
    icon: <StateDot state={each} />,
    checked: each === lesson.state,
    run: () => void actions.setState([lesson], each),
  }))
  return (
    <Menu
      trigger={
        <button type="button" className="state-button" disabled={!editable} aria-label={t('bar.state', { state: t(`state.${lesson.state}`) })}>
          <StateDot state={lesson.state} />
          {t(`state.${lesson.state}`)}
        </button>
      }
      items={[...items, null, { label: t('command.target'), keys: commandKeys.target, run: plan }]}
    />
  )
}
