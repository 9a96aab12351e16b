/** What lies beside a text that authors paste: a page to copy from, and steps that all such platforms have. */
import { labelMeta } from '../aigc/label.ts'
import { escapedXml } from '../formulas/xml.ts'
import { type Step, step } from '../desk/checklist.ts'
import type { Article } from './article.ts'

/** A page to open in a browser and copy all of. `label`: what programs are told of what a model wrote. */
export function pageToCopy(title: string, html: string, label: string | null = null): string {
  return `<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>${escapedXml(title)}</title>${labelMeta(label)}</head><body>${html}</body></html>\n`
}

/** The steps of a checklist that list the pictures of a lesson, and what stands for those that are not there; none where it has none. */
export function imageSteps({ places, lacking }: Pick<Article, 'places' | 'lacking'>): Step[] {
  return [...placedSteps(places), ...lackingSteps(lacking)]
}

/** Whoever only copied has no file of them yet. */
function placedSteps(places: Article['places']): Step[] {
  if (places.length === 0) return []
  const list = (name: string, colon: string): string => places.map((place) => `\n- ${name} ${place.number}${colon}图片/${place.name}`).join('')
  return [
    step(
      `按下面的顺序放图片（图片随导出写在这一课的文件夹里，还没导出就先导出）：在正文里找“在这里放图”，在那一行上传对应的文件，再删掉那行字。${list('图', '：')}`,
      `Put in the pictures (an export writes them into the folder of the lesson; export first if you have not): look for “在这里放图” in the text, upload the file of that number there, then delete that line.${list('Picture', ': ')}`,
    ),
  ]
}

function lackingSteps(lacking: readonly string[]): Step[] {
  const { length: count } = lacking
  if (count === 0) return []
  const list = lacking.map((sentence) => `\n- ${sentence}`).join('')
  return [
    step(
      `有 ${count} 张图没有：在正文里找下面的话，放上图，或者删掉那句话。${list}`,
      `${count === 1 ? '1 picture is' : `${count} pictures are`} missing: look for the words below in the text, and put in a picture or delete them.${list}`,
    ),
  ]
}

/** Where a platform has articles and no chapters, its name stands nowhere else; none where the lesson is in none that has a name. */
export function chapterSteps(chapter: string): Step[] {
  const name = chapter.trim()
  if (name === '') return []
  return [
    step(
      `这一课属于“${name}”。文章里没有章名；想让读者看到，写进标题，或者写进专栏、合集的名字。`,
      `This lesson is of “${name}”. An article has no name of a chapter: put it into the title, or into the name of a column or collection, for readers to see it.`,
    ),
  ]
}

export const titleStep = (title: string): Step => step(`标题填：${title.trim()}`, `The title: ${title.trim()}`)

export const MARKED_STEP = step(
  '回到墨课，把这一课标为“已发布”，填上文章的地址：别的课里的链接就能指到它。',
  'Back in Moke, mark the lesson as published and fill in its address: links in other lessons then lead to it.',
)
