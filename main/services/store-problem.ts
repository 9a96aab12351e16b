/** What the store fails with, as the author is told of it. */
import { Problem, type ProblemCode, type ProblemReport } from '#preload/contract/problem.ts'
import { failureFrom, type FailureCode, type StoreFailure } from '#main/store/failure.ts'

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

/** An error as it is told: what the store or the disk fails with as a problem, all else as it is. `folder` is where the workspace lies. */
export function asTold(error: unknown, folder: string): unknown {
  const failure = failureFrom(error, folder)
  return failure ? problemFrom(failure) : error
}

/** Runs work on the disk; what it fails with, now or later where it is a promise, is thrown as it is told. */
export function guarded<T>(folder: string, work: () => T, tell: (error: unknown) => unknown = (error) => asTold(error, folder)): T {
  try {
    const value = work()
    // What the promise answers is of the same type.
    return value instanceof Promise ? (value.catch((error: unknown) => Promise.reject(tell(error))) as T) : value
  } catch (error) {
    throw tell(error)
  }
}
