/** A process that opens a workspace, says how it stands, and holds it until it is killed. */
import { openWorkspace } from '#main/services/open-workspace.ts'

const workspace = await openWorkspace({ folder: process.argv[2] ?? '', retryEveryMs: 50 })
const tell = () => {
  process.stdout.write(`${workspace.state().phase}\n`)
}
workspace.listen((event) => {
  if (event === 'state') tell()
})
tell()
setInterval(() => undefined, 1000)
