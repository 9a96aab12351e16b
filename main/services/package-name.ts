/** What a library that is carried elsewhere is called: `墨课资料库-2026-11-24.moke`, or after the one course that its author wrote. Pure. */
import { packedSuffix } from '#main/store/backup-folder.ts'

export type PackageLanguage = 'zh-CN' | 'en'

const library: Record<PackageLanguage, string> = { 'zh-CN': '墨课资料库', en: 'Moke library' }

/** `samples`: titles of courses that came with the studio. `day`: `2026-11-24`. Nothing in it that a file's name may not have. */
export function packageName(titles: readonly string[], samples: readonly string[], language: PackageLanguage, day: string): string {
  const own = titles.filter((title) => !samples.includes(title))
  const only = own.length === 1 ? clean(own[0] ?? '') : ''
  return `${only || library[language]}-${day}${packedSuffix}`
}

function clean(title: string): string {
  const spaced = title.replaceAll(/[\p{Cc}<>:"/\\|?*.]+/gu, ' ').trim()
  return [...spaced].slice(0, 60).join('').trim()
}
