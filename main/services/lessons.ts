/** The text of a lesson: who edits it, and its operation log. */
import type { Claim, lessons } from '#preload/contract/lessons.ts'
import type { Emit, Handlers } from '#preload/contract/member.ts'
import { Problem } from '#preload/contract/problem.ts'
import type { Leases } from './leases.ts'
import type { Workspace } from './open-workspace.ts'

export interface LessonsOptions {
  readonly workspace: Workspace
  readonly leases: Leases
  readonly emit: Emit<typeof lessons>
}

export function lessonsService({ workspace, leases, emit }: LessonsOptions): Handlers<typeof lessons> {
  return {
    open: ({ lesson, take }, { client }) => {
      const { doc, ...rest } = workspace.read((store) => store.openLesson(lesson))
      if (!workspace.isWritable()) return { ...rest, doc: [...doc], lesson, editable: false }
      const lost = leases.open(lesson, client, typeof take === 'boolean' ? { take } : { was: isOurs(take, rest) ? take.client : undefined })
      if (lost !== null) emit('taken', { lesson, client })
      return { ...rest, doc: [...doc], lesson, editable: leases.isEditor(lesson, client) }
    },
    close: ({ lesson }, { client }) => {
      if (leases.close(lesson, client) && workspace.isWritable()) workspace.write('none', (store) => store.leaveLesson(lesson))
      return {}
    },
    append: ({ lesson, batch, base, changes, at, steps }, { client }) => {
      if (workspace.isWritable() && !leases.isEditor(lesson, client)) throw new Problem('not-editor', `another page edits ${lesson}`)
      return { revision: workspace.write('text', (store) => store.append({ lesson, batch, base, changes, at, steps })) }
    },
    steps: ({ lesson, from, want }) => {
      const { steps, rest } = workspace.read((store) => store.steps(lesson, from, want))
      return { steps: [...steps], rest }
    },
    rescue: ({ lesson, batch, title, doc }) => ({ lesson: workspace.write('tree', (store) => store.rescue(lesson, batch, title, doc)) }),
  }
}

/** Whether all that is in the log is the claiming page's. */
function isOurs({ revision, newestBatch, sent }: Claim, log: { readonly revision: number; readonly newestBatch: string | null }): boolean {
  return (log.revision === revision && log.newestBatch === newestBatch) || (sent !== null && log.newestBatch === sent)
}
