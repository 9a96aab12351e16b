/** The real host killed in the middle of writing, more than two hundred times: typing, pictures, moves and restores, its logs packed between two lives by what is killed too; what reopened is held against what was acknowledged. */
import { packAndKill, runKills, startAndKill } from '../integration/kill-run.ts'
import { newFolder, startHost } from '../e2e/launch.ts'
import { figure, table } from './report.ts'

const folder = newFolder()
const report = await runKills({
  kills: Number(process.env['MOKE_KILLS'] ?? 220),
  seed: 20261124,
  start: () => startHost(folder.path),
  startAndKill: (afterMs) => startAndKill(folder.path, afterMs),
  packAndKill: (afterMs) => packAndKill(folder.path, afterMs),
})
figure('kill.runs', report.runs, `${report.acknowledged} batches acknowledged, ${report.inFlight} kills with a batch on its way`)
figure('kill.lost', report.lost, report.differences.join('; '))
folder.discard()
table()
process.exit(report.lost === 0 ? 0 : 1)
