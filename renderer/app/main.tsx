/** Entry of the page. */
import { createRoot } from 'react-dom/client'
import '#renderer/ui/fonts.css'
import '#renderer/ui/tokens.css'
import '#renderer/ui/reset.css'
import '#renderer/ui/panel.css'
import { createHost } from '#renderer/host/host.ts'
import { openPort } from '#renderer/host/open-port.ts'
import { rememberCarets } from '#renderer/ui/caret-memory.ts'
import { Studio } from './studio.tsx'
import { createShell } from './shell.ts'

const host = createHost(() => openPort(window))
const shell = createShell((lesson) => { if (lesson !== host.settings.get().lastLesson) host.changeSettings({ lastLesson: lesson }) })

rememberCarets(document)

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(<Studio host={host} shell={shell} />)
