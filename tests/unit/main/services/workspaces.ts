/** Workspaces as earlier studios left them. */
import { onTestFinished } from 'vitest'
import { openWorkspace } from '#main/services/open-workspace.ts'
import { temporaryFolder } from '../store/temporary.ts'

export const newCourse = { title: '课', chapters: [{ title: '章', lessons: [{ title: '节' }] }] }

/** A workspace with a good copy, and something written after it; closed. */
export async function writtenAfterCopy(): Promise<string> {
  const folder = temporaryFolder()
  const workspace = await openWorkspace({ folder })
  workspace.write('tree', (store) => store.createCourse(newCourse))
  await workspace.copyNow()
  workspace.write('tree', (store) => store.createCourse({ title: '拷贝之后', chapters: [] }))
  await workspace.close()
  return folder
}

export async function opened(folder: string, options: { retryEveryMs?: number } = {}) {
  const workspace = await openWorkspace({ folder, ...options })
  onTestFinished(() => workspace.close())
  return workspace
}

/** Titles of the courses, in order. */
export function titlesIn(workspace: Awaited<ReturnType<typeof openWorkspace>>): string[] {
  return workspace.read((store) => store.tree()).map((course) => course.title)
}
