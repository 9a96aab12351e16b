/** What the author does on Zhihu, step by step. */
import { coverSizes } from '../covers/cover-size.ts'
import { type Step, step } from '../desk/checklist.ts'
import { coverStep } from '../pasted/article-cover.ts'
import { chapterSteps, imageSteps, MARKED_STEP, titleStep } from '../pasted/checklist.ts'
import type { ImagePlace } from '../prose/image-places.ts'
import { aboutZhihu } from './about.ts'
import type { ZhihuForm } from './forms.ts'

interface Listed {
  readonly form: ZhihuForm
  readonly title: string
  readonly course: string
  readonly chapter: string
  readonly images: readonly ImagePlace[]
  /** What stands in the places of pictures that are not there. */
  readonly lacking: readonly string[]
  readonly isPartlyAi: boolean
}

export function stepsOf({ form, title, course, chapter, images, lacking, isPartlyAi }: Listed): Step[] {
  const column = course.trim()
  return [
    ...(form === 'answer' ? ANSWERED : [...IMPORTED, titleStep(title)]),
    ...chapterSteps(chapter),
    ...imageSteps({ places: images, lacking }),
    ...(form === 'answer' ? [] : [coverOf(form)]),
    ...(form === 'answer' ? [] : [step('选至少一个话题；需要时选专栏。', 'Choose one topic (“话题”) at least, and a column (“专栏”) if you want one.')]),
    ...(form === 'series'
      ? [
          step(
            `这是系列里的一篇：收入专栏${column === '' ? '' : `《${column}》`}，按顺序发布。`,
            `This one is of a series: put it into the column${column === '' ? '' : ` “${column}”`}, and publish in order.`,
          ),
        ]
      : []),
    ...(isPartlyAi
      ? [
          step(
            '这篇里有模型写的内容：在“创作声明”里选“包含 AI 辅助创作”。',
            'A model wrote some of this: under “创作声明”, choose “包含 AI 辅助创作” (made with the help of AI).',
          ),
        ]
      : []),
    step('预览一遍公式、表格和代码，再发布。', 'Look at formulas, tables and code in the preview, then publish.'),
    MARKED_STEP,
    ...(form === 'series'
      ? [
          step(
            '上一篇、下一篇还没有地址时，文末只写题目；都发布以后再导出一次，把带链接的文末贴回来。',
            'While its neighbours have no address, the end of the text only names them. Once all are published, export again and paste the end with its links.',
          ),
        ]
      : []),
  ]
}

/** Of covers it is known that none moves; of sizes nothing. */
function coverOf(form: ZhihuForm): Step {
  const column = coverSizes.zhihuColumn
  const [ofColumn, ofColumnEn] =
    form === 'series'
      ? [
          `专栏的封面是各课文件夹外面的“专栏封面”（${column.width}×${column.height}）。`,
          ` The column’s is “专栏封面” beside the folders (${column.width}×${column.height}).`,
        ]
      : ['', '']
  return coverStep(aboutZhihu.name, coverSizes.zhihuArticle, step(`，GIF 不行。${ofColumn}`, `, but no GIF.${ofColumnEn} `))
}

const ANSWERED: readonly Step[] = [
  step('打开要回答的问题，点“写回答”。', 'Open the question and click “写回答” (write an answer).'),
  step(
    '在墨课里点“复制到知乎”，到回答的编辑器里粘贴（也可以用浏览器打开导出的“知乎.html”，全选、复制）。回答没有标题，第一段就是开头。',
    'In Moke, click “Copy for Zhihu” and paste it into the editor (or open the exported “知乎.html” in a browser, select all and copy). An answer has no title: its first paragraph is the beginning.',
  ),
]

const IMPORTED: readonly Step[] = [
  step(
    '打开 https://zhuanlan.zhihu.com/write ，在工具栏点“导入”→“导入文档”，选这一课导出的“知乎.md”。',
    'Open https://zhuanlan.zhihu.com/write , click “导入” → “导入文档” (import a document) in its toolbar, and choose the exported “知乎.md” of this lesson.',
  ),
  step(
    '导入没有成功，或者公式、表格不对：在墨课里点“复制到知乎”，回到知乎编辑器里粘贴。不要两种都用，内容会重复；再导入一次也一样，新的会接在旧的后面，先清空正文。',
    'If that fails, or formulas and tables are wrong, click “Copy for Zhihu” in Moke and paste it there instead. Don’t do both: the text would be there twice. So it would after another import, which is put behind the first: empty the body before.',
  ),
]

export const NOTE = '知乎没有公开说明它的导入接受什么；以上依据公开工具的做法，未经平台验证。'
