import { open, rename, rm } from 'node:fs/promises'

/** Writes a file so that a reader finds either what was there or all of the new text, even after a power cut. */
export async function writeFileSafely(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`
  const file = await open(temporary, 'w')
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
