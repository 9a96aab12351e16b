/** The real host killed in the middle of writing, a hundred times and more, and what reopened held against what was acknowledged. */
import { runKills } from '../integration/kill-run.ts'
import { newFolder, startHost } from '../e2e/launch.ts'
import { figure, table } from './report.ts'

const folder = newFolder()
const report = await runKills({ kills: 100, seed: 20261124, start: () => startHost(folder.path) })
figure('kill.runs', report.runs, `${report.acknowledged} batches acknowledged, ${report.inFlight} kills with a batch on its way`)
figure('kill.lost', report.lost, report.differences.join('; '))
folder.discard()
table()
process.exit(report.lost === 0 ? 0 : 1)
