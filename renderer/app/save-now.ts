/** Saving by key, as authors are used to: everything is saved by itself, so all there is to do is to send it now and to say so. */
import type { Shell } from './shell.ts'

/** What is not safe by then is said as ever; it goes on being tried. */
const answerMs = 1500

/** Sends what is not saved yet, of every page and every title; then the status line says how it stands. */
export async function saveNow(shell: Shell): Promise<void> {
  shell.titles.flush()
  const pages = shell.mounted.get().map(async (lesson) => shell.hold(lesson)?.saved())
  await Promise.race([Promise.all(pages), new Promise((resolve) => setTimeout(resolve, answerMs))])
  shell.saidSaved.set(shell.saidSaved.get() + 1)
}
