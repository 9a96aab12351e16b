/** What can go wrong with the engine or the model that it loads, as pages are told: a file's name, not where it lies. */
import { basename } from 'node:path'
import { Problem, type ProblemReport } from '#preload/contract/problem.ts'
import type { ModelPlace } from './model-files.ts'

export function engineDown(message: string): Problem {
  return new Problem('engine-down', message)
}

/** llama.cpp ends the process on some damaged models that look whole. */
export function modelEndsEngine({ path }: ModelPlace, how: string): Problem {
  const file = basename(path)
  return new Problem('model-broken', `the engine ends whenever it loads ${file} (${how}); choose another model`, { file })
}

export function modelTimeout({ path }: ModelPlace): Problem {
  const file = basename(path)
  return new Problem('model-timeout', `loading ${file} gets no further; see whether its drive is still there, or choose another model`, { file })
}

/** Of the model that ships there is no file to be put back by the author. */
export function ofStarter<P extends Pick<ProblemReport, 'code'>>(problem: P): P {
  return problem.code === 'model-missing' ? { ...problem, code: 'starter-missing' } : problem
}

/** Whether a model's file itself is at fault, as far as its header tells, and not that it could not be read in time. */
export function isFilesFault(error: unknown): error is Problem {
  return error instanceof Problem && error.code.startsWith('model-') && error.code !== 'model-timeout'
}

export function report({ code, message, detail }: Problem): ProblemReport {
  return { code, message, detail: { ...detail } }
}

export function problemOf(error: unknown, reportBug: (error: unknown, where: string) => string): ProblemReport {
  if (error instanceof Problem) return report(error)
  const bug = reportBug(error, 'compute')
  return { code: 'bug', message: `an unexpected fault (${bug})`, detail: { bug } }
}
