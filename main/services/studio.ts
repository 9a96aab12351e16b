/** The program itself. */
import type { Handlers } from '#preload/contract/member.ts'
import type { About, studio } from '#preload/contract/studio.ts'

export type StudioFacts = Pick<About, 'version' | 'host' | 'folder' | 'credits'>

export function studioService({ version, host, folder, credits }: StudioFacts): Handlers<typeof studio> {
  return {
    about: (_, { client }) => ({ version, host, platform: `${process.platform}-${process.arch}`, client, folder, credits }),
  }
}
