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
    zh: '你写过（前 {count} 字一样）{share}',
    en: 'you wrote it ({count} characters alike) {share}',
  },
  'why.lowered': { zh: '你在这里多写别的 {share}', en: 'you mostly wrote otherwise {share}' },
  'why.model': { zh: '模型 {share}', en: 'the model {share}' },
  'why.voice': { zh: '模型 {base} → 带上笔风 {own}', en: 'the model {base} → with your voice {own}' },
  'why.how': {
    zh: '把握先由模型估，再看你写过的话里后面跟着什么，跟的一样就调高，不一样就调低。',
    en: 'How likely a word is the model says first; what followed in your own texts then raises or lowers it.',
  },
  'why.how-voice': {
    zh: '把握先由模型估，再加上笔风，最后看你写过的话里后面跟着什么，跟的一样就调高，不一样就调低。',
    en: 'How likely a word is the model says first, then with your voice; what followed in your own texts then raises or lowers it.',
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
