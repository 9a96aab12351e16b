/** Strings of “why this suggestion”. */
import type { Entry } from './entry.ts'

export const whyTexts = {
  'why.title': { zh: '为什么这样写', en: 'Why this suggestion' },
  'why.tokens': { zh: '每个词有多大把握，还可能是什么', en: 'How likely each word was, and what else it might have been' },
  'why.token': { zh: '词', en: 'Word' },
  'why.probability': { zh: '把握', en: 'Likely' },
  'why.others': { zh: '也可能是', en: 'Or' },
  'why.end': { zh: '到此为止', en: 'an end here' },
  'why.memory': {
    zh: '你写过：前面 {count} 个字一样；模型自己 {share}',
    en: 'You wrote it: {count} characters before it are the same; the model alone {share}',
  },
  'why.voice': { zh: '模型不带笔风 {base}，带上 {own}', en: 'The model without your voice {base}, with it {own}' },
  'why.how': {
    zh: '把握先由模型估（有笔风就带着笔风），再看你写过的话里后面跟着什么，跟的一样就调高，不一样就调低。',
    en: 'How likely a word is the model says first, with your voice where one is in use; what followed in your own texts then raises or lowers it.',
  },
  'why.alike': { zh: '你写过的相近的话', en: 'Your own words most like it' },
  'why.none': { zh: '旧作和课程里没有连着四个字以上和它一样的话。', en: 'Nothing in your past works and courses has four words in a row with it.' },
  'why.unread': {
    zh: '“我的旧作”这会儿读不了，相近的话没法找。上面每个词是怎么来的不受影响，过一会儿再按一次试试。',
    en: '“My works” can’t be read right now, so nothing like it could be looked for. What is said of each word above holds; try again in a moment.',
  },
  'why.looking': { zh: '正在旧作和课程里找……', en: 'Looking through your past works and courses…' },
  'why.asking': { zh: '正在问……', en: 'Asking…' },
  'why.server': {
    zh: '这一句是你指定的服务器写的。它只给出文字，每个词是怎么选的，这里不知道。',
    en: 'The server that you named wrote this. It gives its words alone, so how it chose them is not known here.',
  },
  'why.take': { zh: '收下', en: 'take it' },
  'why.announce': {
    zh: '为什么这样写：“{text}”有 {share} 的把握。{other}按 {keys} 进窗口细看。',
    en: 'Why this suggestion: “{text}” is {share} likely. {other}Press {keys} to go into the window.',
  },
  'why.announce-other': { zh: '其次是“{text}”，{share}。', en: 'Next comes “{text}”, {share}. ' },
} as const satisfies Record<string, Entry>
