/**
 * A failure that the author can be told about and do something about. It is the only error that crosses
 * a process with its meaning; the interface chooses its sentence by the code, never by the message.
 */
import { z } from '#preload/document/zod.ts'

export const ProblemCode = z.enum([
  'bug', // a fault of the program; the message holds its short id
  'invalid', // the input was not what the contract says
  'cancelled', // asked for; never reported
  'unavailable', // the other side is gone; reconnecting may help
  'protocol', // page and host are of different versions
  'forbidden', // wrong token or origin
  'not-found', // the course, chapter or lesson is not there (any more)
  'stale', // the text has moved on since the page read it
  'not-editor', // another page is editing this lesson
  'read-only', // another studio holds the workspace
  'disk-full',
  'disk-error',
  'workspace-corrupt',
  'workspace-newer', // made by a newer version
  'workspace-older', // an older version has it open, so that it can't be brought up to date yet
  'archive-foreign', // no file that a workspace was packed into
  'archive-broken', // one, cut short or damaged
  'archive-no-room', // what is in it does not fit on the disk
  'backup-gone', // the folder of backups is not there
  'backup-denied', // or can't be written
  'backup-choice', // which folder was chosen can't be read
  'backup-full', // or has no room
  'backup-unsound', // what was written there is not what is read back
  'path-not-whole', // what was given is no whole path of a file or folder
  'path-is-file', // where a folder is to be, or one that it lies in, lies a file
  'path-network', // it lies on another computer, and the system's window did not give it
  'backup-inside', // the folder that was chosen lies in the workspace's
  'publish-foreign', // a file that no export wrote, or that was changed since, lies where one is to be written
  'publish-gone', // a file of an export was taken away
  'publish-busy', // another export is writing into the folder
  'publish-running', // one export at a time
  'publish-full', // the disk of the folder has no room
  'publish-taken', // files of the export that goes on were taken away meanwhile
  'publish-denied', // the folder that was chosen can't be written
  'publish-inside', // or lies in the workspace's
  'publish-slow', // a lesson that takes too long, or too much memory
  'publish-typeset', // what typesets ended before it was done
  'publish-heavy', // what typesets was stopped, for it took too long or too much memory
  'publish-heavy-lesson', // the same, at a lesson that is known
  'image-empty',
  'image-foreign', // no picture, or of a type that is not kept
  'image-broken', // cut short or damaged
  'image-unsafe', // a drawing that can't be made safe
  'image-too-large', // in bytes
  'image-too-wide', // in pixels
  'image-missing', // its file is gone
  'import-too-many', // more files at once than can be looked at
  'works-newer', // the archive was made by a newer version
  'works-damaged', // the archive is not whole; it was put aside
  'work-damaged', // one work in it is not
  'model-missing',
  'starter-missing', // the file of the model that ships
  'model-broken',
  'model-unsound', // it was loaded, and what it computes is no number
  'model-unreadable', // the system lets nobody read its file
  'model-folder', // a folder, no file
  'model-foreign', // a file of another kind
  'model-empty', // there is nothing in its file
  'model-cut', // the end of its file is missing, as where a download broke off
  'model-part-missing', // one of several files that make it up, and not all are there
  'model-kind', // a model, but none that writes text
  'model-path', // what was given is no whole path
  'model-network', // what was given lies on another computer, and the system's window did not give it
  'model-too-large',
  'model-timeout', // loading it gets no further, as where its file lies on a network drive that is gone
  'engine-down', // the engine died, or computes no more; it is being restarted
  'suggestion-gone', // the engine knows nothing of it any more
  'pattern-invalid', // what is sought is no regular expression
  'pattern-slow', // a regular expression that would take too long
  'device-missing', // the graphics card asked for is not there
  'adding-busy', // one adding to the archive at a time
  'works-few', // there is too little in the archive to learn a voice from
  'works-alike', // they are all versions of one work, so that none can be held out
  'choice-lost', // which works its author chose for runs can't be read any more
  'base-unknown', // a model of an architecture that can't be taught
  'base-unusable', // one of a known architecture, with something in it that can't be
  'base-changed', // the model is not the one that the run was begun with
  'memory-short', // there is too little for even the smallest step
  'run-busy', // one run at a time
  'run-diverged', // it got worse instead of better, whatever was tried
  'run-left-out', // works that it learns from were left out, or removed: it waits, and nothing of it is lost
  'run-masked', // names in what it learns from were masked since: it waits as well
  'run-damaged', // what was kept of it is not whole
  'adapter-missing', // the file of what was learnt is gone
  'adapter-damaged', // or not whole, or what it computes is no number
  'adapter-base-other', // it was made for another model than the one in use
  'adapter-base-missing', // which is not on this computer
  'proof-no-works', // none of the works that an adapter did not learn is there any more, or nobody knows which they are
  'server-address', // no address that text may be sent to
  'server-plain', // one without https, in a private network, which the author did not accept yet
  'server-unreachable',
  'server-slow', // it does not answer in time
  'server-denied', // it wants another key
  'server-model', // it has no model of this name
  'server-busy', // it has too much to do, or fails
  'server-moved', // it sends elsewhere, where nothing is sent
  'server-foreign', // what it answers is no completion
  'adapter-foreign', // what was brought is no adapter
  'adapter-here', // one that came back is in the list already
  'adapter-kind', // one with something in it that isn't computed here
  'adapter-model', // what was brought as an adapter is a model
  'adapter-unreadable', // one that is cut short or damaged, and was not taken in
  'trainer-down', // the trainer ended again and again
])
export type ProblemCode = z.infer<typeof ProblemCode>

export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  /** Values the sentence may show, such as a file's name. Never a stack trace. */
  readonly detail: Readonly<Record<string, string | number>>

  constructor(code: ProblemCode, message: string, detail: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.detail = detail
  }
}

/** A problem as it travels. */
export const ProblemReport = z.strictObject({
  code: ProblemCode,
  message: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
})
export type ProblemReport = z.infer<typeof ProblemReport>

/** Whether a run waits for its author because of what it learns from: works that were left out, or names in them that were masked. */
export function isHolding(problem: Pick<ProblemReport, 'code'> | null): boolean {
  return problem?.code === 'run-left-out' || problem?.code === 'run-masked'
}
