/** What lies beside a text that authors paste: a page to copy from, and what to do step by step. */
import { escapedXml } from '../formulas/xml.ts'
import type { Article } from './article.ts'

/** A page to open in a browser and copy all of. */
export function pageToCopy(title: string, html: string): string {
  return `<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>${escapedXml(title)}</title></head><body>${html}</body></html>\n`
}

/** The step of a checklist that lists the pictures of a lesson; none where it has none. */
export function imageSteps({ places }: Article): string[] {
  if (places.length === 0) return []
  const list = places.map(({ number, name }) => `   - 图 ${number}：图片/${name}`).join('\n')
  return [`按下面的顺序放图片：在正文里找“在这里放图”，在那一行上传对应的文件，再删掉那行字。\n${list}`]
}

export const MARKED_STEP = '回到墨课，把这一课标为“已发布”，填上文章的地址：别的课里的链接就能指到它。'

export function checklistText(title: string, steps: readonly string[], note: string): string {
  return `# ${title}\n\n${steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}\n\n> ${note}\n`
}
