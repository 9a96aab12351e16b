/** Adds what vitest reported about a suite to the totals of a test run. */
import { existsSync, readFileSync } from 'node:fs'

/**
 * Counts a suite by its report and its exit status; answers whether it ran to its end. A suite that left no
 * whole report counts as one failure, and so does a status that no failed test explains. Each failure is named with
 * what it said first, so that the end of a long log tells all of them.
 */
export function countSuite(totals, suite, status, reportFile) {
  const result = readReport(reportFile)
  if (!result) {
    totals.failed += 1
    totals.failures.push(`${suite}: it did not run to its end`)
    return false
  }
  totals.passed += result.numPassedTests
  totals.failed += result.numFailedTests
  totals.skipped += result.numPendingTests + (result.numTodoTests ?? 0)
  // A file that could not be loaded, or an error outside every test, fails no test of its own.
  if (status !== 0 && result.numFailedTests === 0) {
    totals.failed += 1
    totals.failures.push(`${suite}: an error outside every test`)
  }
  for (const { assertionResults, message } of result.testResults) {
    if (assertionResults.length === 0 && message) totals.failures.push(`${suite}: ${firstLine(message)}`)
    for (const { status: came, fullName, failureMessages } of assertionResults) {
      if (came === 'pending' || came === 'skipped') totals.named.push(`${suite}: ${fullName}`)
      if (came === 'failed') totals.failures.push(`${suite}: ${fullName}: ${firstLine(failureMessages?.[0] ?? '')}`)
    }
  }
  return true
}

const firstLine = (text) => text.split('\n', 1)[0]

function readReport(file) {
  if (!existsSync(file)) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null // cut short by a crash
  }
}
