/** Where the studio's own files are and where the author's workspace is, in each way of running it. */
import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

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

/**
 * Language of the sample course that a first start opens: Chinese, unless the system says another
 * language. A machine that says nothing (`C`, `POSIX`, as servers do) gets Chinese.
 */
export function sampleLanguage(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  locale: string = Intl.DateTimeFormat().resolvedOptions().locale,
): 'zh-CN' | 'en' {
  const said = platform === 'win32' || platform === 'darwin' ? locale : env.LC_ALL || env.LC_MESSAGES || env.LANG || 'C'
  return /^(zh|C\b|POSIX\b)/i.test(said) ? 'zh-CN' : 'en'
}

/**
 * Where backups are made until the author chooses: among their documents, where they look and other programs back up
 * too; where the system has no such folder, in the data folder beside the workspace's.
 */
export function defaultBackupFolder(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env, home: string = homedir()): string {
  const documents = documentsOf(platform, env, home)
  return documents === null ? join(dataFolder(env, home), 'moke-backups') : join(documents, '墨课备份')
}

/** Where exports are written until the author chooses: likewise among their documents, else in their home, for they are to be found. */
export function defaultExportFolder(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env, home: string = homedir()): string {
  const visible = documentsOf(platform, env, home) ?? (existsSync(home) ? home : null)
  return visible === null ? join(dataFolder(env, home), 'moke-exports') : join(visible, '墨课导出')
}

function dataFolder(env: NodeJS.ProcessEnv, home: string): string {
  return env.XDG_DATA_HOME ?? join(home, '.local', 'share')
}

/** The author's folder of documents; null where there is none. */
function documentsOf(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string | null {
  return documentsAt(platform, env, home).find((folder) => isAbsolute(folder) && existsSync(folder)) ?? null
}

function documentsAt(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): readonly string[] {
  const usual = join(home, 'Documents')
  if (platform === 'darwin') return [usual]
  // Windows moves them into OneDrive where its owner keeps them there.
  if (platform === 'win32') return [...(env.OneDrive ? [join(env.OneDrive, 'Documents'), join(env.OneDrive, '文档')] : []), usual]
  // As the desktop says in a file of its own: `XDG_DOCUMENTS_DIR="$HOME/文档"`.
  const file = join(env.XDG_CONFIG_HOME ?? join(home, '.config'), 'user-dirs.dirs')
  const said = env.XDG_DOCUMENTS_DIR ?? (existsSync(file) ? /^\s*XDG_DOCUMENTS_DIR="(.*)"/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined)
  return [...(said ? [said.replace(/^\$HOME/, home)] : []), usual, join(home, '文档')]
}
