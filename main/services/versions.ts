/** Every version of a lesson, and the names of some. */
import type { Handlers } from '#preload/contract/member.ts'
import type { versions } from '#preload/contract/versions.ts'
import type { Workspace } from './open-workspace.ts'

export function versionsService(workspace: Workspace): Handlers<typeof versions> {
  return {
    timeline: ({ lesson }) => workspace.read((store) => store.timeline(lesson)),
    moments: ({ lesson, base, revision }) => ({ moments: workspace.read((store) => store.moments(lesson, base, revision)) }),
    text: ({ lesson, revision }) => {
      const text = workspace.read((store) => store.textAt(lesson, revision))
      return { revision: text.revision, doc: [...text.doc] }
    },
    name: ({ lesson, revision, name }) => {
      workspace.write('none', (store) => store.nameVersion(lesson, revision, name))
      return {}
    },
    unname: ({ lesson, revision }) => {
      workspace.write('none', (store) => store.unnameVersion(lesson, revision))
      return {}
    },
    mark: ({ lesson, kind }) => ({ revision: workspace.write('none', (store) => store.markVersion(lesson, kind)) }),
  }
}
