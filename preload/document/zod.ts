/** The one door to zod. Every schema is made through it, so that no schema exists before `jitless` is set: the page's content security policy forbids compiling. */
import { z } from 'zod'

z.config({ jitless: true })

export { z }
