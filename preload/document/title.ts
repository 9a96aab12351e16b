/** What the author may call a course, a chapter or a lesson. */
import { z } from './zod.ts'

export const Title = z.string().trim().min(1).max(200)
