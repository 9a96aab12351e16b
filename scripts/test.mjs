/** `npm test`: everything, from a fresh clone on. Ends with true totals on a line of its own. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { memory, pinnedNode, run, say, stop } from './house.mjs'
import { install } from './install.mjs'
import { chromium } from './chromium.mjs'

const suites = ['unit', 'integration', 'packaging', 'e2e']
const chosen = process.argv.slice(2).filter((arg) => suites.includes(arg))

install()
chromium()
build()

const totals = { passed: 0, failed: 0, skipped: 0 }
const skipped = []
for (const suite of chosen.length > 0 ? chosen : suites) {
  say(`测试 ${suite} · Running the ${suite} tests`)
  const report = join(memory, `report-${suite}.json`)
  mkdirSync(memory, { recursive: true })
  rmSync(report, { force: true })
  const status = run(pinnedNode, [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', suite, '--passWithNoTests', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`])
  if (!existsSync(report)) stop(`${suite}: 测试没有跑完 · the tests did not run to their end`)
  const result = JSON.parse(readFileSync(report, 'utf8'))
  totals.passed += result.numPassedTests
  totals.failed += result.numFailedTests
  totals.skipped += result.numPendingTests + (result.numTodoTests ?? 0)
  // A file that could not be loaded, or an error outside every test, fails no test of its own.
  if (status !== 0 && result.numFailedTests === 0) totals.failed += 1
  for (const file of result.testResults) for (const test of file.assertionResults) if (test.status === 'pending' || test.status === 'skipped') skipped.push(`${suite}: ${test.fullName}`)
}
for (const name of skipped) console.log(`skipped  ${name}`)
console.log(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`)
process.exit(totals.failed === 0 && totals.passed > 0 ? 0 : 1)
