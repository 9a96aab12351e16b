/** A thread that takes the folder which it is told, and says whether it got it; told none, it lets go. */
import { parentPort } from 'node:worker_threads'
import { locked } from '#main/publishing/desk/folder-lock.ts'

let unlock: ReturnType<typeof locked> = null
parentPort?.on('message', (folder: string) => {
  if (folder === '') unlock?.()
  unlock = folder === '' ? null : locked(folder)
  parentPort?.postMessage(unlock !== null)
})
