import type { BackupsState } from '#preload/contract/backups.ts'
import { formatWhen } from './format.ts'
import type { Language, Translate } from './translate.ts'

/** When the newest backup was made, or that there is none; before that is known, neither. */
export function newestBackup(t: Translate, language: Language, { newestAt, isKnown, problem }: BackupsState): string {
  if (newestAt !== null) return t('backups.newest', { when: formatWhen(language, newestAt) })
  if (isKnown) return t('backups.none-yet')
  return t(problem ? 'backups.unseen' : 'backups.looking')
}
