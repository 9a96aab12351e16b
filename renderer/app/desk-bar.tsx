import { ArrowLeft, ChevronRight, Ellipsis, PanelLeft, PanelRight, SquareDashed } from 'lucide-react'
import { useHost } from '#renderer/host/host-context.tsx'
import { findLesson } from '#renderer/host/tree.ts'
import { useValue } from '#renderer/host/value.ts'
import { Button, IconButton } from '#renderer/ui/button.tsx'
import { useTexts } from '#renderer/ui/i18n.tsx'
import { Tooltip } from '#renderer/ui/tooltip.tsx'
import { Menu, type MenuItem } from '#renderer/ui/menu.tsx'
import { commandKeys, type CommandName } from './command-keys.ts'
import type { CommandEntry } from './commands.tsx'
import { OutlineButton } from './outline-button.tsx'
import { usePane } from './panes.ts'
import { useShell } from './shell-context.tsx'
import { showPublishing } from './show-publishing.ts'
import { StateButton } from './state-button.tsx'

const inMenu: readonly (CommandName | null)[] = [
  'new-lesson',
  'new-chapter',
  null,
  'publishing',
  'export',
  null,
  'theme',
  'toggle-suggestions',
  null,
  'guide',
  'shortcuts',
  'settings',
  'about',
]

/** Above the page: where the author is, and what concerns the page as a whole. */
export function DeskBar({ commands }: { commands: readonly CommandEntry[] }) {
  const { t } = useTexts()
  const shell = useShell()
  const view = useValue(shell.view)
  const lesson = useValue(shell.lesson)
  const focused = useValue(shell.focused)
  const library = usePane('library')
  const inspector = usePane('inspector')
  const run = (name: CommandName) => commands.find((command) => command.name === name)?.run()
  const items = inMenu.map((name): MenuItem => {
    const command = commands.find((each) => each.name === name)
    return command ? { label: t(command.text), icon: command.icon, keys: command.keys, run: command.run } : null
  })
  return (
    <div className="desk-bar">
      {(!library.shown || library.over) && (
        <IconButton label={t('command.toggle-library')} keys={commandKeys['toggle-library']} onClick={() => run('toggle-library')}>
          <PanelLeft />
        </IconButton>
      )}
      {view === 'lesson' ? (
        <>
          <BackToDesk />
          <Crumbs />
        </>
      ) : (
        <div className="crumbs">
          <Button kind="quiet" onClick={() => shell.view.set('lesson')}>
            <ArrowLeft />
            {t('bar.back')}
          </Button>
        </div>
      )}
      {view === 'lesson' && lesson && <StateButton />}
      {view === 'lesson' && lesson && <OutlineButton />}
      {view === 'lesson' && (
        <IconButton label={t('command.focus')} keys={commandKeys.focus} pressed={focused} onClick={() => run('focus')}>
          <SquareDashed />
        </IconButton>
      )}
      <Menu
        trigger={
          <button type="button" className="icon-button" aria-label={t('ui.more')}>
            <Ellipsis />
          </button>
        }
        items={items}
      />
      {view === 'lesson' && (
        <IconButton
          label={t('command.toggle-inspector')}
          keys={commandKeys['toggle-inspector']}
          pressed={inspector.shown}
          onClick={() => run('toggle-inspector')}
        >
          <PanelRight />
        </IconButton>
      )}
    </div>
  )
}

/** Where a finding of the publishing desk led here. */
function BackToDesk() {
  const { t } = useTexts()
  const host = useHost()
  const shell = useShell()
  const lesson = useValue(shell.lesson)
  const ledTo = useValue(shell.ledTo)
  if (ledTo === null || ledTo !== lesson) return null
  return (
    <Tooltip label={t('publishing.back')} keys={commandKeys.publishing}>
      <Button kind="quiet" className="back-to-desk" onClick={() => showPublishing(host, shell)}>
        <ArrowLeft />
        {t('publishing.back')}
      </Button>
    </Tooltip>
  )
}

function Crumbs() {
  const { t } = useTexts()
  const shell = useShell()
  const place = findLesson(useValue(shell.titles.tree), useValue(shell.lesson))
  if (!place) return <div className="crumbs" />
  return (
    <nav className="crumbs" aria-label={t('bar.place')}>
      <ol>
        <li>
          <span>{place.course.title}</span>
          <ChevronRight aria-hidden="true" />
        </li>
        <li>
          <span>{place.chapter.title}</span>
          <ChevronRight aria-hidden="true" />
        </li>
        <li aria-current="page">
          <span>
            {place.number} {place.lesson.title}
          </span>
        </li>
      </ol>
    </nav>
  )
}
