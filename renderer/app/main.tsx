/** Entry of the page. */
import { createRoot } from 'react-dom/client'
import '#renderer/ui/fonts.css'
import '#renderer/ui/tokens.css'
import '#renderer/ui/reset.css'
import '#renderer/ui/panel.css'
import '#renderer/ui/pieces.css'
import { later } from '#renderer/editor/page-clock.ts'
import { createHost } from '#renderer/host/host.ts'
import { openPort } from '#renderer/host/open-port.ts'
import { rememberCarets } from '#renderer/ui/caret-memory.ts'
import { watchCompositions } from '#renderer/ui/composing.ts'
import { Studio } from './studio.tsx'
import { createShell } from './shell.ts'
import { TitleCopies } from './title-copies.ts'
import { TitleOutbox } from './title-outbox.ts'

const host = createHost(() => openPort(window))
const titles = new TitleOutbox({
  tree: host.tree,
  workspace: () => host.workspace.get()?.identity?.id ?? null,
  session: host.session,
  copies: new TitleCopies(navigator.locks),
  later,
  now: () => Date.now(),
  rename: (id, title, draft) => host.clients().library.rename({ id, title, draft }),
})
const shell = createShell((lastLesson, besideLesson) => {
  const known = host.settings.get()
  if (lastLesson !== known.lastLesson || besideLesson !== known.besideLesson) host.changeSettings({ lastLesson, besideLesson })
}, titles)

titles.start(window)
rememberCarets(document)
watchCompositions(document)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(<Studio host={host} shell={shell} />)
