/** A Vulkan driver that a test takes away in the middle of its work (lost-gpu.c). */
import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface LostDriver {
  /** What a process is started with whose driver it shall be. */
  readonly env: { readonly VK_ICD_FILENAMES: string; readonly MOKE_VK_DRIVER: string; readonly MOKE_VK_GONE: string }
  /** From now on the card is gone. */
  take(): Promise<void>
}

export const hasCompiler = (): boolean => spawnSync('cc', ['--version']).status === 0

/** Compiles it into a folder, in front of the driver whose library this is. */
export async function lostDriver(folder: string, driver: string): Promise<LostDriver> {
  const [library, description, gone] = [join(folder, 'lost.so'), join(folder, 'lost.json'), join(folder, 'gone')]
  const { status, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-o', library, join(import.meta.dirname, 'lost-gpu.c'), '-ldl'])
  if (status !== 0) throw new Error(`cc: ${String(stderr)}`)
  await writeFile(description, JSON.stringify({ file_format_version: '1.0.0', ICD: { library_path: library, api_version: '1.1.0' } }))
  return { env: { VK_ICD_FILENAMES: description, MOKE_VK_DRIVER: driver, MOKE_VK_GONE: gone }, take: () => writeFile(gone, '') }
}
