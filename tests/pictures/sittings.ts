/** What the author of the pictures did, in either language. */
export interface Words {
  readonly locale: 'zh-CN' | 'en'
  /** Below the folder of the language. */
  readonly folder: string
  /** Lessons by their titles. */
  readonly where: string
  readonly hard: string
  readonly day: string
  readonly portrait: string
  readonly night: string
  /** Beginnings of a last sentence: the first one that the model goes on with is in the picture. */
  readonly beginnings: readonly string[]
  /** The lesson whose versions are shown: what was written on the first day, instead of it on the second, and behind it on the third. */
  readonly first: string
  readonly second: string
  readonly third: string
  readonly versionName: string
  readonly importCommand: string
}

export const chinese: Words = {
  locale: 'zh-CN',
  folder: '手机里的光',
  where: '光从哪里来',
  hard: '硬光和软光',
  day: '一天里的光',
  portrait: '窗边的人像',
  night: '夜里也能拍',
  beginnings: ['影子告诉我们光从哪里来。影子在左边，光就在', '光线的方向不同，拍出来的效果也就不', '一张照片好不好，很大程度上取决'],
  first: '要让硬光变软，就要让光源变大。把灯移近一点，或者在灯前挂一块白布，光源一下子大了几十倍。',
  second: '要让硬光变软，让光源变大就行：在灯前挂一块白窗帘，光一下子大了几十倍，影子的边也就化开了。',
  third: '回家试一试：晴天的中午，拉上窗帘拍一张，拉开再拍一张。',
  versionName: '初稿',
  importCommand: '导入',
}

export const english: Words = {
  locale: 'en',
  folder: 'Light in your phone',
  where: 'Where the light is',
  hard: 'Hard light, soft light',
  day: 'Light through a day',
  portrait: 'A portrait by the window',
  night: 'At night, too',
  beginnings: [
    'You will find that the same face looks very differ',
    'There are many ways to find the light. For exam',
    'Once you have seen it, you will see it everywh',
  ],
  first: 'To make hard light soft, make it larger. Move the lamp closer, or hang a white cloth before it, and it is dozens of times as large.',
  second: 'To make hard light soft, make it larger: hang a white curtain before the lamp, and the edges of the shadows melt away.',
  third: 'Try it at home, at noon on a clear day: once with the curtain drawn, and once without.',
  versionName: 'First draft',
  importCommand: 'Import',
}
