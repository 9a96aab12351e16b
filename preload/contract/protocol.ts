/** The contract as one value, and its version. */
import { archive } from './archive.ts'
import { backups } from './backups.ts'
import { days } from './days.ts'
import { images } from './images.ts'
import { interchange } from './interchange.ts'
import { lessons } from './lessons.ts'
import { library } from './library.ts'
import { models } from './models.ts'
import { publishing } from './publishing.ts'
import { search } from './search.ts'
import { server } from './server.ts'
import { settings } from './settings.ts'
import { studio } from './studio.ts'
import { suggestions } from './suggestions.ts'
import { versions } from './versions.ts'
import { voice } from './voice.ts'
import { workspace } from './workspace.ts'

/** Raised whenever a page and a host of different versions could misunderstand each other. */
export const protocolVersion = 16

/** Every service that a host serves to a page. */
export const services = {
  library,
  lessons,
  search,
  images,
  interchange,
  archive,
  voice,
  backups,
  publishing,
  server,
  settings,
  suggestions,
  models,
  days,
  workspace,
  versions,
  studio,
} as const
export type Services = typeof services
