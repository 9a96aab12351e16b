/** Which language the terminal is told in: that of the author's system, as for the studio's window. */

export type Language = 'zh' | 'en'

/** By what POSIX asks for first; elsewhere by what the system says of itself. */
export function languageOf(env: Readonly<Record<string, string | undefined>> = process.env): Language {
  const named = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || new Intl.DateTimeFormat().resolvedOptions().locale
  return /^zh\b|^zh_/i.test(named) ? 'zh' : 'en'
}
