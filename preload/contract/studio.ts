/** The program itself. */
import { z } from '#preload/document/zod.ts'
import { call, push, service } from './member.ts'

export const About = z.strictObject({
  version: z.string(),
  host: z.enum(['electron', 'browser']),
  platform: z.string(),
  /** This page's own name, as it appears in `lessons.taken`. */
  client: z.string(),
  /** Where the author's courses are kept on this computer's disk; nothing that is reported names it. */
  folder: z.string(),
  /** Markdown: what must be credited. */
  credits: z.string(),
})
export type About = z.infer<typeof About>

/** What a menu of the desktop window can ask of the page. */
export const Command = z.enum([
  'new-lesson',
  'new-course',
  'import',
  'export',
  'palette',
  'find',
  'replace',
  'search',
  'settings',
  'statistics',
  'about',
  'toggle-library',
  'toggle-inspector',
  'toggle-suggestions',
  'bin',
  'shortcuts',
  'guide',
])
export type Command = z.infer<typeof Command>

export const studio = service('studio', {
  about: call(z.strictObject({}), About),
  /** A menu item was chosen. */
  command: push(Command),
})
