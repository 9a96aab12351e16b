/** Where models are looked for: what ships with the studio, and what the author put beside the works. */
import { readdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The models that ship with the studio. */
export const shippedModels = fileURLToPath(new URL('../../resources/models', import.meta.url))

/** The model that the studio completes with when the author has chosen none. */
export const starterModel = join(shippedModels, 'moke-starter-q8_0.gguf')

/** The general text that ships with the studio, by which a proof tells what was forgotten. */
export const generalText = fileURLToPath(new URL('../../resources/general-text/general-text.jsonl', import.meta.url))

/** The author's own models, in the data folder that each system has for programs. */
export function authorsModels(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env, home = homedir()): string {
  return join(authorsFolder(platform, env, home), 'models')
}

/** What was taught to models, beside them. */
export function authorsAdapters(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env, home = homedir()): string {
  return join(authorsFolder(platform, env, home), 'adapters')
}

function authorsFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  switch (platform) {
    case 'win32':
      return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Moke')
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Moke')
    default:
      return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'moke')
  }
}

/** The GGUF files of a folder, by name; none where there is no such folder. */
export async function modelFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names
    .filter((name) => name.toLowerCase().endsWith('.gguf'))
    .sort()
    .map((name) => join(folder, name))
}
