/** What the store fails with, as the author is told of it. */
import { Problem, type ProblemCode, type ProblemReport } from '#preload/contract/problem.ts'
import type { FailureCode, StoreFailure } from '#main/store/failure.ts'

/** Whether another may take the place of the workspace: it is no use to this studio, and not only the disk's refusal. */
export function isReplaceable(failure: StoreFailure): boolean {
  return failure.code === 'corrupt' || failure.code === 'newer'
}

/** The code that the page knows it by. */
function problemCode(code: FailureCode): ProblemCode {
  if (code === 'corrupt') return 'workspace-corrupt'
  return code === 'newer' || code === 'older' ? `workspace-${code}` : code
}

/** The failure as a value for the page. */
export function reportFrom(failure: StoreFailure): ProblemReport {
  return { code: problemCode(failure.code), message: failure.message, detail: { ...failure.detail } }
}

/** The failure as it crosses to the page. */
export function problemFrom(failure: StoreFailure): Problem {
  return new Problem(problemCode(failure.code), failure.message, failure.detail, failure)
}
