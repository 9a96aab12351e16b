/** What a lesson is called that was made without a title, in each language of the interface. */
export const untitled = { 'zh-CN': '未命名的一课', en: 'Untitled lesson' } as const

/** What the author may call a course, a chapter or a lesson. */
import { z } from './zod.ts'

export const Title = z.string().trim().min(1).max(200)
