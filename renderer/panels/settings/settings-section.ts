import type { Settings } from '#preload/contract/settings.ts'

/** What every part of the settings is given. */
export interface SectionProps {
  readonly settings: Settings
  readonly onChange: (part: Partial<Settings>) => void
}
