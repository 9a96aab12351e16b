/** `npm test`: everything, from a fresh clone on. Ends with true totals on a line of its own. */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { memory, pinnedNode, run, say } from './house.mjs'
import { install } from './install.mjs'
import { bringChromium, preferLighterChromium } from './chromium.mjs'
import { bringInteropPython } from './interop-python.mjs'
import { bringOutsidePrograms } from './outside-programs.mjs'
import { bringRealModels } from './real-models.mjs'
import { countSuite } from './totals.mjs'

const suites = ['unit', 'integration', 'interop', 'packaging', 'models', 'e2e']
/** Browsers and processes that are killed and started again leave two cores idle: with three files at a time for two fifths of the time. */
const workers = { integration: 4, e2e: 4 }
const chosen = process.argv.slice(2).filter((arg) => suites.includes(arg))

// Hundreds of processes are started, most of which would take longer to compile what they import than to do what is asked of them.
process.env.NODE_COMPILE_CACHE ??= join(memory, 'compiled')

install()
bringChromium({ withLighter: true })
preferLighterChromium()
if (chosen.length === 0 || chosen.includes('integration')) bringOutsidePrograms()
// Hundreds of megabytes: fetched when asked for by name, used whenever they are there.
if (chosen.includes('models')) bringRealModels()
const python = chosen.includes('interop') ? bringInteropPython() : undefined
if (python) process.env.MOKE_PYTHON = python
build()

const totals = { passed: 0, failed: 0, skipped: 0, named: [], failures: [] }
for (const suite of chosen.length > 0 ? chosen : suites) {
  say(`测试 ${suite} · Running the ${suite} tests`)
  const report = join(memory, `report-${suite}.json`)
  mkdirSync(memory, { recursive: true })
  rmSync(report, { force: true })
  const status = run(pinnedNode, [
    join('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--project',
    `${suite}*`,
    '--passWithNoTests',
    ...(suite in workers ? [`--maxWorkers=${workers[suite]}`] : []),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ])
  if (!countSuite(totals, suite, status, report)) say(`${suite}：没有跑完 · The ${suite} tests did not run to their end`)
}
for (const failure of totals.failures) console.log(`failed   ${failure}`)
for (const name of totals.named) console.log(`skipped  ${name}`)
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1)
