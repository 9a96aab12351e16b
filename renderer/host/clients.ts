import { archive } from '#preload/contract/archive.ts'
import { backups } from '#preload/contract/backups.ts'
import { images } from '#preload/contract/images.ts'
import { days } from '#preload/contract/days.ts'
import { interchange } from '#preload/contract/interchange.ts'
import { lessons } from '#preload/contract/lessons.ts'
import { library } from '#preload/contract/library.ts'
import type { Client } from '#preload/contract/member.ts'
import { models } from '#preload/contract/models.ts'
import type { Services } from '#preload/contract/protocol.ts'
import { publishing } from '#preload/contract/publishing.ts'
import { search } from '#preload/contract/search.ts'
import { server } from '#preload/contract/server.ts'
import { settings } from '#preload/contract/settings.ts'
import { studio } from '#preload/contract/studio.ts'
import { suggestions } from '#preload/contract/suggestions.ts'
import { versions } from '#preload/contract/versions.ts'
import { voice } from '#preload/contract/voice.ts'
import { workspace } from '#preload/contract/workspace.ts'
import type { Connection } from '#preload/wire/connect.ts'

/** Every service of the contract as the page asks it. */
export type Clients = { readonly [K in keyof Services]: Client<Services[K]> }

/** The services over one connection. */
export function clientsOf(connection: Connection): Clients {
  return {
    library: connection.client(library),
    lessons: connection.client(lessons),
    backups: connection.client(backups),
    images: connection.client(images),
    interchange: connection.client(interchange),
    archive: connection.client(archive),
    voice: connection.client(voice),
    publishing: connection.client(publishing),
    search: connection.client(search),
    server: connection.client(server),
    settings: connection.client(settings),
    suggestions: connection.client(suggestions),
    models: connection.client(models),
    days: connection.client(days),
    workspace: connection.client(workspace),
    versions: connection.client(versions),
    studio: connection.client(studio),
  }
}
