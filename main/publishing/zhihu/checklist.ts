/** What the author does on Zhihu, step by step. Its Chinese is of the file, whatever the interface speaks: so is the site. */
import type { ImagePlace } from '../prose/image-places.ts'
import type { ZhihuForm } from './forms.ts'

export interface Listed {
  readonly form: ZhihuForm
  readonly title: string
  readonly course: string
  readonly images: readonly ImagePlace[]
  readonly isPartlyAi: boolean
}

export function checklist({ form, title, course, images, isPartlyAi }: Listed): string {
  const steps = [
    ...(form === 'answer'
      ? [
          '打开要回答的问题，点“写回答”。',
          '在墨课里点“复制为知乎富文本”，到回答的编辑器里粘贴（也可以用浏览器打开 zhihu.html，全选、复制）。回答没有标题，第一段就是开头。',
        ]
      : [
          '打开 https://zhuanlan.zhihu.com/write ，在工具栏点“导入”→“导入文档”，选这个文件夹里的 zhihu.md。',
          '导入没有成功，或者公式、表格不对：在墨课里点“复制为知乎富文本”，回到知乎编辑器里粘贴。不要两种都用，内容会重复。',
          `标题填：${title.trim()}`,
        ]),
    ...imageSteps(images),
    ...(form === 'answer' ? [] : ['选至少一个话题；需要时选专栏。']),
    ...(form === 'series' ? [`这是系列里的一篇：收入专栏${course.trim() === '' ? '' : `《${course.trim()}》`}，按顺序发布。`] : []),
    ...(isPartlyAi ? ['这篇里有模型写的内容：在“创作声明”里选“包含 AI 辅助创作”。'] : []),
    '预览一遍公式、表格和代码，再发布。',
    '回到墨课，把这一课标为“已发布”，填上文章的地址：别的课里的链接就能指到它。',
    ...(form === 'series' ? ['上一篇、下一篇还没有地址时，文末只写题目；都发布以后再导出一次，把带链接的文末贴回来。'] : []),
  ]
  return `# 发布到知乎\n\n${steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}\n\n> 知乎没有公开说明它的导入接受什么；以上依据公开工具的做法，未经平台验证。\n`
}

function imageSteps(images: readonly ImagePlace[]): string[] {
  if (images.length === 0) return []
  const list = images.map(({ number, name }) => `   - 图 ${number}：图片/${name}`).join('\n')
  return [`按下面的顺序放图片：搜索“在这里放图”，在那一行上传对应的文件，再删掉那行字。\n${list}`]
}
