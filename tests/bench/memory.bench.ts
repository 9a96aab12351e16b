/** Resident memory of the engine and of the host, idle with the starter model, ten seconds after the model is ready. */
import { admit, openClient } from '../e2e/contract-client.ts'
import { newFolder, startHost } from '../e2e/launch.ts'
import { childrenOf, residentMb } from './processes.ts'
import { figure, table } from './report.ts'

if (process.platform !== 'linux') {
  console.error('memory: read from /proc, so on Linux only')
  process.exit(0)
}
const folder = newFolder()
const host = await startHost(folder.path)
const client = await openClient(host.address, await admit(host.address))
while ((await client.models.state({})).phase !== 'ready') await new Promise((resolve) => setTimeout(resolve, 100))
await new Promise((resolve) => setTimeout(resolve, 10_000))
const main = host.child.pid ?? 0
const [engine] = childrenOf(main)
if (engine === undefined) throw new Error('the host has no engine process')
figure('memory.engine_mb', residentMb(engine), 'resident, idle, starter model loaded')
figure('memory.main_mb', residentMb(main), 'resident, idle, one page connected')
client.close()
await host.stop()
folder.discard()
table()
process.exit(0)
