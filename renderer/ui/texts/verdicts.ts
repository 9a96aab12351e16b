/** Strings of what a proof comes to, in one sentence each, with what it costs; and of two voices compared. */
import type { Entry } from './entry.ts'

export const verdictTexts = {
  'voice.verdict-better': { zh: '更像你了，可以用上。', en: 'It sounds more like you: worth using.' },
  'voice.verdict-little': {
    zh: '只像了一点点。',
    en: 'A little more like you.',
  },
  'voice.verdict-better-general': {
    zh: '更像你了，可以用上；代价是一般的文字难了 {general}，写别的会差一些。',
    en: 'It sounds more like you and is worth using, at a price: general text got {general} harder, so it writes other things less well.',
  },
  'voice.verdict-better-circles': {
    zh: '更像你了，可以用上；代价是写长了更爱绕圈，说过的又说。',
    en: 'It sounds more like you and is worth using, at a price: at length it goes round in circles more.',
  },
  'voice.verdict-better-both': {
    zh: '更像你了，可以用上；代价是一般的文字难了 {general}，写长了也更爱绕圈。',
    en: 'It sounds more like you and is worth using, at a price: general text got {general} harder, and at length it goes round in circles more.',
  },
  'voice.verdict-little-general': {
    zh: '只像了一点点，一般的文字却难了 {general}。',
    en: 'A little more like you, and general text got {general} harder for it.',
  },
  'voice.verdict-little-circles': {
    zh: '只像了一点点，写长了却更爱绕圈。',
    en: 'A little more like you, but at length it goes round in circles more.',
  },
  'voice.verdict-little-both': {
    zh: '只像了一点点，一般的文字却难了 {general}，写长了也更爱绕圈。',
    en: 'A little more like you, but general text got {general} harder, and at length it goes round in circles more.',
  },
  'voice.verdict-better-still': {
    zh: '更像你了，可以用上短的建议；让它接一大段，还常常绕圈。',
    en: 'Short suggestions sound more like you and are worth using; at length it still often goes round in circles.',
  },
  'voice.verdict-better-general-still': {
    zh: '更像你了，可以用上短的建议；代价是一般的文字难了 {general}。让它接一大段，还常常绕圈。',
    en: 'Short suggestions sound more like you and are worth using, at a price: general text got {general} harder. At length it still often goes round in circles.',
  },
  'voice.verdict-little-still': {
    zh: '短的建议只像了一点点；让它接一大段，还常常绕圈。',
    en: 'Short suggestions are a little more like you; at length it still often goes round in circles.',
  },
  'voice.verdict-little-general-still': {
    zh: '短的建议只像了一点点，一般的文字却难了 {general}；让它接一大段，还常常绕圈。',
    en: 'Short suggestions are a little more like you, but general text got {general} harder; at length it still often goes round in circles.',
  },
  'voice.verdict-worse': { zh: '没有变好，不建议用。', en: 'It is no better; not to be recommended.' },
  'voice.verdict-forgets': {
    zh: '像你了，可一般的话说得差了许多，不建议用。',
    en: 'It sounds like you, but speaks worse of everything else; not to be recommended.',
  },
  'voice.advice-little': { zh: '可以试用，再添些旧作会更好。', en: 'It may be tried; with more works it would be better.' },
  'voice.advice-little-early': {
    zh: '可以试用。要是中途停下的，再学一次、让它学完，会更像；要是学完的，再添些旧作会更好。',
    en: 'It may be tried. If you stopped it halfway, learn once more and let it end by itself; if it did, more works would make it better.',
  },
  'voice.advice-cut-short': {
    zh: '它在第 {step} 步就停下了（最多 {steps} 步），那时还在变好：再学一次、让它学完，会更像。',
    en: 'It was stopped at step {step} of {steps} at most, while it still got better: learn once more and let it end by itself.',
  },
  'voice.advice-forgets': {
    zh: '想用的话，用上以后把力度调到 60% 左右，看看写得怎样：力度越低，一般的话越不受影响。也可以只在写这一类文章时用它。',
    en: 'If you want to use it, put it on and set its strength to about 60%, then see how it writes: the lower, the less other text suffers. Or use it only for works of this kind.',
  },
  'voice.advice-forgets-model': {
    zh: '想用的话，只在写这一类文章时换成它。',
    en: 'If you want to use it, change to it only for works of this kind.',
  },
  'voice.unproved': { zh: '还没检验过', en: 'not proved yet' },
  'voice.verdict-recites': { zh: '会照搬旧作的原话，不建议用。', en: 'It says your works again word by word; not to be recommended.' },

  'voice.compare': { zh: '比较…', en: 'Compare…' },
  'voice.compare-few': { zh: '要有两个笔风，才好比较。', en: 'It takes two voices to compare.' },
  'voice.compare-title': { zh: '比较两个笔风', en: 'Two voices compared' },
  'voice.compare-first': { zh: '第一个', en: 'The first' },
  'voice.compare-second': { zh: '第二个', en: 'The second' },
  'voice.compare-figures': { zh: '检验结果', en: 'How they proved' },
  'voice.compare-none': { zh: '没有检验过', en: 'not proved' },
  'voice.compare-other': {
    zh: '两个检验时用的开头不一样，没法并排看它们怎么接着写。',
    en: 'They were proved on different openings, so there is nothing to read side by side.',
  },
  'voice.compare-apart': {
    zh: '每个笔风只在自己没学过的旧作上量，两边量的不是同样的文字：左右两个数不能直接比大小，能比的只是各自学之前到学之后变了多少。',
    en: 'Each voice is measured on works that it did not learn, and these are not the same for both: left and right can’t be held against each other, only how much each changed from before to after.',
  },
  'voice.compare-same': {
    zh: '两个是教给同一个模型、在同样几篇没学过的旧作上量的，左右可以直接比。',
    en: 'Both were taught to the same model and measured on the very same works that neither learnt, so left and right can be compared.',
  },
  'voice.change-none': { zh: '没变', en: 'no change' },
  'voice.change-less': { zh: '低了 {share}', en: '{share} lower' },
  'voice.change-more': { zh: '高了 {share}', en: '{share} higher' },
  'voice.points-less': { zh: '低了 {points} 个百分点', en: '{points} points lower' },
  'voice.points-more': { zh: '高了 {points} 个百分点', en: '{points} points higher' },
  'voice.learnt-words': { zh: '学了多少', en: 'Learnt from' },
  'voice.general': { zh: '一般的文字（比特）', en: 'General text (bits)' },
} as const satisfies Record<string, Entry>
