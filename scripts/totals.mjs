/** Adds what vitest reported about a suite to the totals of a test run. */
import { existsSync, readFileSync } from 'node:fs'

/**
 * Counts a suite by its report and its exit status; answers whether it ran to its end. A suite that left no
 * whole report counts as one failure, and so does a status that no failed test explains.
 */
export function countSuite(totals, suite, status, reportFile) {
  const result = readReport(reportFile)
  if (!result) {
    totals.failed += 1
    return false
  }
  totals.passed += result.numPassedTests
  totals.failed += result.numFailedTests
  totals.skipped += result.numPendingTests + (result.numTodoTests ?? 0)
  // A file that could not be loaded, or an error outside every test, fails no test of its own.
  if (status !== 0 && result.numFailedTests === 0) totals.failed += 1
  for (const file of result.testResults)
    for (const test of file.assertionResults) if (test.status === 'pending' || test.status === 'skipped') totals.named.push(`${suite}: ${test.fullName}`)
  return true
}

function readReport(file) {
  if (!existsSync(file)) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null // cut short by a crash
  }
}
