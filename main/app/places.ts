/** Where the studio's own files are and where the author's workspace is, in each way of running it. */
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The author's data folder by the custom of each system. */
export function defaultWorkspaceFolder(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env, home: string = homedir()): string {
  switch (platform) {
    case 'win32':
      return join(env.APPDATA ?? join(home, 'AppData', 'Roaming'), 'Moke')
    case 'darwin':
      return join(home, 'Library', 'Application Support', 'Moke')
    default:
      return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'moke')
  }
}
